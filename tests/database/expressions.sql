-- Values, operators and functions.
select 1e15, 1e16, 123456789012345678.0, 0.1, 1e-5, 1e-4, 1.5e300, 1e15||'', 1e14||'', 100.0||'', 1e21||'', (0.1+0.2)||'', 1/3.0||'', (1/3.0)||'';
-- = 1000000000000000.0 | 1e+16 | 1.2345678901234568e+17 | 0.1 | 1e-05 | 0.0001 | 1.5e+300 | '1.0e+15' | '100000000000000.0' | '100.0' | '1.0e+21' | '0.3' | 0.3333333333333333 | '0.333333333333333'
select cast('12abc' as integer), cast('1e3' as integer), cast('1e3' as numeric), cast(' 12 ' as integer), cast('0x10' as integer), cast(1e20 as integer), cast('abc' as real), cast('9223372036854775808' as integer), cast('1.0' as numeric), cast(5.7 as integer), cast(x'3132' as integer), cast('12.50' as numeric);
-- = 12 | 1 | 1000 | 12 | 0 | 9223372036854775807 | 0.0 | 9223372036854775807 | 1 | 5 | 12 | 12.5
select 9223372036854775807+1, 5/2, 5%3, 5/0, 5.0/2, -5/2, -5%3, 5.5%2, '5'+'3', 'a'+1, 1||2, 7&3, 1<<3, 1<<64, -1>>1, ~5;
-- = 9.223372036854776e+18 | 2 | 2 | NULL | 2.5 | -2 | -2 | 1.0 | 8 | 1 | '12' | 3 | 8 | 0 | -1 | -6
select 1<'a', 1=1.0, '1'=1, null is null, 1 in (1,null), 2 in (1,null), 2 not in (1,null), null in (), 1 between null and 0;
-- = 1 | 1 | 0 | 1 | 1 | NULL | NULL | 0 | 0
select null and 0, null or 1, null and 1, not null, 1 is not null, null is not 1, 0 or null, 'a' and 1, '1x' and 1;
-- = 0 | 1 | NULL | NULL | 1 | 1 | NULL | 0 | 1
select abs(-5), round(2.5), round(-2.567,2), substr('hello',2,3), substr('hello',-3), substr('hello',0,3), substr('hello',2,-1), upper('aé'), trim('  a '), trim('xxaxx','x'), instr('hello','l'), hex('ab'), quote('it''s'), quote(1.5), quote(null), quote(x'00'), typeof(1.0), replace('aaa','a','b'), char(65,66), unicode('A'), nullif(1,1), printf('%d %s %.2f %5d|%-5d|%05d', 1,'a',2.345,3,4,5), max(1,2,'a'), min(1,null);
-- = 5 | 3.0 | -2.57 | 'ell' | 'llo' | 'he' | 'h' | 'Aé' | 'a' | 'a' | 3 | '6162' | '''it''''s''' | '1.5' | 'NULL' | 'X''00''' | 'real' | 'bbb' | 'AB' | 65 | NULL | '1 a 2.35     3|4    |00005' | 'a' | NULL
select substr('hello',-10,7), substr('hello',3), substr('hello',10), substr('hello',-2,1), substr('hello',0), substr('hello',4,100), substr('',1,1), substr('hello',-1,-2), ltrim(' a '), rtrim(' a '), length(12.5), length(x'0011'), coalesce(null,2,3), ifnull(null,'x'), iif(1,'a','b'), sign(-2.5), lower('ABC');
-- = 'he' | 'llo' | '' | 'l' | 'hello' | 'lo' | '' | 'll' | 'a ' | ' a' | 4 | 2 | 2 | 'x' | 'a' | -1 | 'abc'
select round(0.5), round(1.5), round(2.345,2), round(1.005,2), round(-0.5), round(1234.5678,-1), round(null), round('abc'), round(2), round(9.995,2), round(0.285,2), round(1e15+0.3,1), round(2.675,2);
-- = 1.0 | 2.0 | 2.35 | 1.01 | -1.0 | 1235.0 | NULL | 0.0 | 2.0 | 10.0 | 0.29 | 1000000000000000.0 | 2.68
select 'a' like 'A', 'ä' like 'Ä', 'a_b' like 'a\_b' escape '\', 'abc' glob 'a*', null like 'a', 'x' like null, 'abc' like '%b%', 'abc' not like 'x%', 12 like '1%', 'a' like 'ab' escape 'a';
-- = 1 | 0 | 1 | 1 | NULL | NULL | 1 | 1 | 1 | 0
select case 1 when 1 then 'x' else 'y' end, case when null then 1 end, case null when null then 1 else 2 end;
-- = 'x' | NULL | 2
select date('2024-01-31','start of month','+1 month','-1 day'), strftime('%Y-%m-%d %H:%M:%f', '2024-01-02 03:04:05.678'), julianday('2024-01-01'), datetime(1704067200,'unixepoch'), date('2024-01-31','+1 month'), time('12:34'), datetime('2024-01-01T10:20:30Z'), date('bad'), strftime('%s','2024-01-01'), strftime('%j %w %W','2024-03-01'), datetime('2024-01-01 00:00:00','-1 second'), date('2024-12-31','+1 year','weekday 0'), date('2024-03-10','weekday 1'), datetime('2024-01-01 12:00:00+02:00'), time('25:00'), date(2460310.5);
-- = '2024-01-31' | '2024-01-02 03:04:05.678' | 2460310.5 | '2024-01-01 00:00:00' | '2024-03-02' | '12:34:00' | '2024-01-01 10:20:30' | NULL | '1704067200' | '061 5 09' | '2023-12-31 23:59:59' | '2026-01-04' | '2024-03-11' | '2024-01-01 10:00:00' | NULL | '2024-01-01'
select date('now'), datetime('now'), strftime('%Y', 'now');
-- = '2025-01-01' | '2025-01-01 00:00:00' | '2025'
select json_valid('{"a":1}'), json_extract('{"a":[1,2,{"b":null}]}','$.a[1]'), json_type('{"a":1.5}','$.a'), json('{ "a" : 1 }'), json_extract('{"a":{"b":1}}','$.a'), '{"a":1}'->'a', '{"a":"x"}'->>'a', json_array(1,'a',null,2.5), json_object('a',1), json_array_length('[1,2]'), json_quote('a'), json_valid('x'), json_type('null'), json_extract('[1]','$[#-1]'), json_extract('{"a":true}','$.a'), json_extract('{"a":"é"}','$.a','$.b');
-- = 1 | 2 | 'real' | '{"a":1}' | '{"b":1}' | '1' | 'x' | '[1,"a",null,2.5]' | '{"a":1}' | 2 | '"a"' | 0 | 'null' | 1 | 1 | '["é",null]'
select json_set('{"a":1}','$.b',2), json_insert('{"a":1}','$.a',2), json_replace('{"a":1}','$.a',2), json_remove('{"a":1,"b":2}','$.a'), json_type('{"a":[]}','$.a'), json_type('{}','$.x');
-- = '{"a":1,"b":2}' | '{"a":1}' | '{"a":2}' | '{"b":2}' | 'array' | NULL
select json('x');
-- ! OperationalError: malformed JSON
select json_extract('{}','a');
-- ! OperationalError: JSON path error near 'a'
select foo(1);
-- ! OperationalError: no such function: foo
select length();
-- ! OperationalError: wrong number of arguments to function length()
select length(1,2);
-- ! OperationalError: wrong number of arguments to function length()
select x;
-- ! OperationalError: no such column: x
select 1 where 1=0;
select 'abc' || null, 'a' 'b';
-- = NULL | 'a'
select 1 as a, 2 as b where a < b;
-- = 1 | 2
values (1,2),(3,4);
-- = 1 | 2
-- = 3 | 4
select 12a;
-- ! OperationalError: unrecognized token: "12a"
selec 1;
-- ! OperationalError: near "selec": syntax error
select 1 where;
-- ! OperationalError: incomplete input
select a b c;
-- ! OperationalError: near "c": syntax error
select 1 from (select 2;
-- ! OperationalError: incomplete input
create table;
-- ! OperationalError: incomplete input
select "zzz", 'it''s', x'00ff', 0x1F, -9223372036854775808, 9223372036854775808, +5, - -3;
-- = 'zzz' | 'it''s' | x'00ff' | 31 | -9223372036854775808 | 9.223372036854776e+18 | 5 | 3
select 1 = 1 = 1, 1 < 2 < 3, not 1 = 2, 2 + 3 * 4, (2 + 3) * 4, 10 - 4 - 3, 2 || 3 * 4, -2 || 'x', 1 or 0 and 0;
-- = 1 | 1 | 1 | 14 | 20 | 3 | 92 | '-2x' | 1
select 'abc' collate nocase = 'ABC', 'abc' = 'ABC' collate nocase, 'a ' = 'a' collate rtrim, 'a' = 'b' collate nope;
-- ! OperationalError: no such collation sequence: nope
select (1,2) = (1,2), (1,2) < (1,3), (1,2) in (select 1,2), (1,null) = (1,2), (2,null) = (1,2);
-- = 1 | 1 | 1 | NULL | 0
select cast(1 as text) || '', cast('a' as blob), cast(null as integer), typeof(cast(1 as real)), typeof(1+1.0), typeof('1'+1), typeof(null), typeof(x'');
-- = '1' | x'61' | NULL | 'real' | 'real' | 'integer' | 'null' | 'blob'
select 1 limit 0;
select pi(), log(100), log(2,8), log2(8), trunc(1.5), degrees(1), mod(5.5,2), pow(2,3), ceil(1.2), ceil(1), floor(-1.5), atan2(1,2), mod(5,2), ln(0), sqrt(-1), sign('a'), trunc(-2.7), sqrt(16), exp(0);
-- = 3.141592653589793 | 2.0 | 3.0 | 3.0 | 1.0 | 57.29577951308232 | 1.5 | 8.0 | 2.0 | 1 | -2.0 | 0.4636476090008061 | 1.0 | NULL | NULL | NULL | -2.0 | 4.0 | 1.0
select quote(0.1), quote(0.1+0.2), quote(1/3.0), quote(9007199254740993.0), quote(5e-324), quote(1e999), quote(-1e15), quote(2e-5);
-- = '0.1' | '3.00000000000000044408e-01' | '3.33333333333333314829e-01' | '9.00719925474099199994e+15' | '4.94065645841247e-324' | 'Inf' | '-1.0e+15' | '2.0e-05'
select printf('%.2f', 2.675), printf('%.0f', 0.5), printf('%.20f', 0.1), printf('%!.20f', 0.1), printf('%.17g', 0.1), printf('%!.17g', 0.1), printf('%#.3g', 100.0), printf('%!.3g', 100.0);
-- = '2.68' | '1' | '0.10000000000000000000' | '0.10000000000000000556' | '0.1' | '0.10000000000000001' | '100.' | '100.0'
select printf('%e', 12345.678), printf('%E', 1e-7), printf('%G', 1e-7), printf('%f', 1e999), printf('%+.3e', -0.0), printf('%10.3g|', 1234567.0), printf('%.15g', 123456789012345678.0);
-- = '1.234568e+04' | '1.000000E-07' | '1E-07' | 'Inf' | '+0.000e+00' | '  1.23e+06|' | '1.23456789012346e+17'
select round(2.675, 2), round(1.005, 2), round(-1234.5678, 3), round(4503599627370495.5, 1), round(1e-20, 25), round(0.285, 2);
-- = 2.68 | 1.01 | -1234.568 | 4503599627370495.0 | 1e-20 | 0.29
select cast('12345678901234.56789' as real), cast('1e-400' as real), cast('4.9e-324' as real), cast('0.1e-6' as real), 123456789012345678901234567890.0, 1.7976931348623157e308, cast('8.41e+21' as real);
-- = 12345678901234.568 | 0.0 | 5e-324 | 1e-07 | 1.2345678901234568e+29 | 1.7976931348623157e+308 | 8.41e+21
