while True: print('x')
#
while True: print('x' * 100, end='')
#
try:
    while True: print('x')
except BaseException:
    print('caught')
#
print('x' * 1000000)
while True: pass
#
import sys
while True: sys.stdout.write('y' * 50)
