create table t(id integer primary key autoincrement, "n" integer check ("n" >= 0), m integer, check (m > 1), constraint "k" check (m<10));
insert into t(n,m) values (-1,2);
-- ! IntegrityError: CHECK constraint failed: n
insert into t(n,m) values (1,1);
-- ! IntegrityError: CHECK constraint failed: m > 1
insert into t(n,m) values (1,11);
-- ! IntegrityError: CHECK constraint failed: k
insert into t(n,m) select 1,2 where 0;
select * from sqlite_sequence;
-- = 't' | 0
insert into t(n,m) values(1,2);
select * from sqlite_sequence;
-- = 't' | 1
create table "new__t"(id integer primary key autoincrement, n int);
insert into new__t(id,n) select id,n from t where 0;
select * from sqlite_sequence;
-- = 't' | 1
-- = 'new__t' | 0
drop table t;
alter table new__t rename to t;
select * from sqlite_sequence;
-- = 't' | 0
insert into t values (5,1),(null,2);
select * from t;
-- = 5 | 1
-- = 6 | 2
select * from sqlite_sequence;
-- = 't' | 6
update sqlite_sequence set seq=100 where name='t';
insert into t(n) values (7);
select * from t;
-- = 5 | 1
-- = 6 | 2
-- = 101 | 7
delete from t;
insert into t(n) values (8);
select * from t;
-- = 102 | 8
insert into t(id) values ('x');
-- ! IntegrityError: datatype mismatch
insert into t(id) values (1.0),('2');
insert into t(id) values(1.5);
-- ! IntegrityError: datatype mismatch
insert into t(id) values (2);
-- ! IntegrityError: UNIQUE constraint failed: t.id
select * from t;
-- = 1 | NULL
-- = 2 | NULL
-- = 102 | 8
create table u(a text primary key, b int not null, c int, unique(b,c));
insert into u values ('a',1,1);
insert into u values ('a',1,1);
-- ! IntegrityError: UNIQUE constraint failed: u.b, u.c
insert into u values ('b',1,1);
-- ! IntegrityError: UNIQUE constraint failed: u.b, u.c
insert into u values ('b',null,1);
-- ! IntegrityError: NOT NULL constraint failed: u.b
insert into u values (null,5,5);
insert into u values (null,5,null);
insert into u values (null,5,null);
create unique index ux on u(c);
delete from u where a is null;
create unique index ux on u(c);
-- ! OperationalError: index ux already exists
insert into u values ('a',1,1);
-- ! IntegrityError: UNIQUE constraint failed: u.c
insert into u values ('z',1,1);
-- ! IntegrityError: UNIQUE constraint failed: u.c
create unique index uy on u(lower(a));
insert into u values ('A',2,2);
-- ! IntegrityError: UNIQUE constraint failed: index 'uy'
create unique index uz on u(b) where c>5;
insert into u values('q',1,9),('r',1,10);
-- ! IntegrityError: UNIQUE constraint failed: u.b
update u set b = 1 where a = 'a';
update u set a = 'a';
create table v(a int, b int, primary key(a,b));
insert into v values (1,1),(1,2);
insert into v values (1,1);
-- ! IntegrityError: UNIQUE constraint failed: v.a, v.b
insert into v values (null,1),(null,1);
create table w(a int not null default 5, b text default 'x', c default (1+2), d default current_date, e real default -1.5, f default null, g default true, h varchar(5) default 3);
insert into w(b) values (null);
select a,b,c,e,f,g,h,typeof(h) from w;
-- = 5 | NULL | 3 | -1.5 | NULL | 1 | '3' | 'text'
insert into w default values;
insert into w(a) values (null);
-- ! IntegrityError: NOT NULL constraint failed: w.a
select a,b,c from w;
-- = 5 | NULL | 3
-- = 5 | 'x' | 3
create table g(a int, b int generated always as (a*2) stored, c text as (a || '!') virtual, d int as (b+1));
insert into g(a) values (1),(2);
select * from g;
-- = 1 | 2 | '1!' | 3
-- = 2 | 4 | '2!' | 5
update g set a = 10 where a = 1;
select * from g where b = 20;
-- = 10 | 20 | '10!' | 21
insert into g(b) values (1);
-- ! OperationalError: cannot INSERT into generated column "b"
update g set b = 1;
-- ! OperationalError: cannot UPDATE generated column "b"
insert into g values (3);
create table nc(name text collate nocase unique, x int);
insert into nc values ('Abc', 1);
insert into nc values ('aBC', 2);
-- ! IntegrityError: UNIQUE constraint failed: nc.name
select * from nc where name = 'ABC';
-- = 'Abc' | 1
select 'abc' = name, name = 'abc' from nc;
-- = 1 | 1
create table aff(i integer, t text, b blob, r real, n numeric);
insert into aff values ('1','1','1','1','1'),(1.0,1.0,1.0,1.0,1.0),('abc','abc','abc','abc','abc'),(1.5,1.5,1.5,1.5,1.5),(x'31',x'31',x'31',x'31',x'31'),(null,null,null,null,null),('1e2','1e2','1e2','1e2','1e2');
select i,typeof(i),t,typeof(t),b,typeof(b),r,typeof(r),n,typeof(n) from aff;
-- = 1 | 'integer' | '1' | 'text' | '1' | 'text' | 1.0 | 'real' | 1 | 'integer'
-- = 1 | 'integer' | '1.0' | 'text' | 1.0 | 'real' | 1.0 | 'real' | 1 | 'integer'
-- = 'abc' | 'text' | 'abc' | 'text' | 'abc' | 'text' | 'abc' | 'text' | 'abc' | 'text'
-- = 1.5 | 'real' | '1.5' | 'text' | 1.5 | 'real' | 1.5 | 'real' | 1.5 | 'real'
-- = x'31' | 'blob' | x'31' | 'blob' | x'31' | 'blob' | x'31' | 'blob' | x'31' | 'blob'
-- = NULL | 'null' | NULL | 'null' | NULL | 'null' | NULL | 'null' | NULL | 'null'
-- = 100 | 'integer' | '1e2' | 'text' | '1e2' | 'text' | 100.0 | 'real' | 100 | 'integer'
select i from aff where i = '1';
-- = 1
-- = 1
select i from aff where i > 5;
-- = 'abc'
-- = x'31'
-- = 100
select i from aff order by i;
-- = NULL
-- = 1
-- = 1
-- = 1.5
-- = 100
-- = 'abc'
-- = x'31'
select t from aff where t = 1;
-- = '1'
select b from aff where b = 1;
-- = 1.0
select b from aff where b = '1';
-- = '1'
select distinct i from aff;
-- = 1
-- = 'abc'
-- = 1.5
-- = x'31'
-- = NULL
-- = 100
select i, count(*) from aff group by i;
-- = NULL | 1
-- = 1 | 2
-- = 1.5 | 1
-- = 100 | 1
-- = 'abc' | 1
-- = x'31' | 1
select max(i), min(i), max(t), min(b) from aff;
-- = x'31' | 1 | x'31' | 1.0
select a.i, b.t from aff a join aff b on a.i = b.t order by 1, 2;
-- = 1 | '1'
-- = 1 | '1'
-- = 1 | '1.0'
-- = 1 | '1.0'
-- = 1.5 | '1.5'
-- = 100 | '1e2'
-- = 'abc' | 'abc'
-- = x'31' | x'31'
select a.i, b.r from aff a join aff b on a.i = b.r;
-- = 1 | 1.0
-- = 1 | 1.0
-- = 1 | 1.0
-- = 1 | 1.0
-- = 'abc' | 'abc'
-- = 1.5 | 1.5
-- = x'31' | x'31'
-- = 100 | 100.0
create table p(id integer primary key, k text);
create table ch(id integer primary key, p_id int references p(id), q int references p(k));
insert into ch(p_id) values (1);
-- ! OperationalError: foreign key mismatch - "ch" referencing "p"
drop table ch;
create table ch2(id integer primary key, p_id int references nope(id));
insert into ch2 values(1,null);
-- ! OperationalError: no such table: main.nope
delete from ch2;
-- ! OperationalError: no such table: main.nope
drop table ch2;
create table c3(id integer primary key, p_id int references p(id) deferrable initially deferred);
insert into c3 values(1,1);
-- ! IntegrityError: FOREIGN KEY constraint failed
begin;
insert into c3 values(1,1);
commit;
-- ! IntegrityError: FOREIGN KEY constraint failed
rollback;
insert into p values (1,'a');
insert into c3 values (1,1);
delete from p;
-- ! IntegrityError: FOREIGN KEY constraint failed
update p set id = 2;
-- ! IntegrityError: FOREIGN KEY constraint failed
begin;
delete from p;
commit;
-- ! IntegrityError: FOREIGN KEY constraint failed
insert into p values (1, 'again');
commit;
begin;
delete from p;
delete from c3;
commit;
insert into p values (1,'a'),(2,'b'),(3,'c'),(4,'d'),(5,'e');
create table casc(id integer primary key, p_id int references p(id) on delete cascade on update cascade);
create table setn(id integer primary key, p_id int references p(id) on delete set null);
create table setd(id integer primary key, p_id int default 5 references p(id) on delete set default);
create table rest(id integer primary key, p_id int references p(id) on delete restrict);
insert into casc values (1,1),(2,2);
insert into setn values (1,1);
insert into setd values (1,1);
insert into rest values (1,3);
delete from p where id = 1;
select * from casc;
-- = 2 | 2
select * from setn;
-- = 1 | NULL
select * from setd;
-- = 1 | 5
delete from p where id = 3;
-- ! IntegrityError: FOREIGN KEY constraint failed
update p set id = 20 where id = 2;
select * from casc;
-- = 2 | 20
create table tree(id integer primary key, parent int references tree(id) on delete cascade);
insert into tree values (1,null),(2,1),(3,2),(4,3);
delete from tree where id = 2;
select * from tree;
-- = 1 | NULL
insert into tree values (9,9);
insert into tree values (10,11),(11,null);
drop table p;
-- ! IntegrityError: FOREIGN KEY constraint failed
pragma foreign_keys = off;
insert into rest values (7, 77);
pragma foreign_key_check;
-- = 'rest' | 7 | 'p' | 0
pragma foreign_key_check(casc);
delete from p where id = 3;
pragma foreign_keys = on;
pragma foreign_key_check;
-- = 'rest' | 1 | 'p' | 0
-- = 'rest' | 7 | 'p' | 0
create table cp(a int, b int, unique(a,b));
create table cc(x int, y int, foreign key(x,y) references cp(a,b) on delete cascade);
insert into cp values (1,2),(3,4);
insert into cc values (1,2),(1,null),(3,4);
insert into cc values (9,9);
-- ! IntegrityError: FOREIGN KEY constraint failed
delete from cp where a = 1;
select * from cc;
-- = 1 | NULL
-- = 3 | 4
savepoint a;
insert into cp values(2,5);
rollback to a;
release a;
release a;
-- ! OperationalError: no such savepoint: a
commit;
-- ! OperationalError: cannot commit - no transaction is active
rollback;
-- ! OperationalError: cannot rollback - no transaction is active
begin;
begin;
-- ! OperationalError: cannot start a transaction within a transaction
savepoint s;
create table zz(a);
insert into zz values (1);
savepoint s2;
insert into zz values (2);
rollback to s2;
select * from zz;
-- = 1
rollback to s;
select * from zz;
-- ! OperationalError: no such table: zz
commit;
select name from sqlite_master where name = 'zz';
insert into cp values (50,50),(51,51),(50,50);
-- ! IntegrityError: UNIQUE constraint failed: cp.a, cp.b
select count(*) from cp;
-- = 1
create table chk(a int, b int, check (a < b), constraint named check (a <> 7), c text check (length(c) < 3));
-- ! OperationalError: near "c": syntax error
insert into chk values (1,2,'ab');
-- ! OperationalError: no such table: chk
insert into chk values (2,1,'ab');
-- ! OperationalError: no such table: chk
insert into chk values (7,8,'ab');
-- ! OperationalError: no such table: chk
insert into chk values (1,2,'abc');
-- ! OperationalError: no such table: chk
insert into chk values (null,2,null);
-- ! OperationalError: no such table: chk
update chk set b = 0;
-- ! OperationalError: no such table: chk
create table j(d text check ((json_valid("d") or "d" is null)), n integer unsigned check ("n" >= 0), k bool check (k in (0,1)));
insert into j values ('{}',1,1);
insert into j values ('x',1,1);
-- ! IntegrityError: CHECK constraint failed: (json_valid("d") or "d" is null)
insert into j values (null,-1,1);
-- ! IntegrityError: CHECK constraint failed: n
insert into j values (null,null,2);
-- ! IntegrityError: CHECK constraint failed: k in (0,1)
create table s(id integer primary key, v int);
insert into s values (9223372036854775807, 1);
create table nr(a);
insert into nr(rowid, a) values (5, 'x');
insert into nr(a) values ('y');
select rowid, a from nr;
-- = 5 | 'x'
-- = 6 | 'y'
delete from nr where rowid = 6;
insert into nr(a) values ('z');
select rowid, a from nr;
-- = 5 | 'x'
-- = 6 | 'z'
create table zero(r real, n, i integer, t text);
insert into zero values (-0.0, -0.0, -0.0, -0.0);
select * from zero;
-- = 0.0 | -0.0 | 0 | '0.0'
update zero set r = n, n = r;
select * from zero;
-- = 0.0 | 0.0 | 0 | '0.0'
create table parent(id integer primary key, code text);
create table child(a integer references parent(nowhere));
insert into parent values (1, 'a');
insert into parent values (2, 'b'), (3, 'c');
-- ! OperationalError: foreign key mismatch - "child" referencing "parent"
insert into parent select 4, 'd';
-- ! OperationalError: foreign key mismatch - "child" referencing "parent"
insert or replace into parent values (5, 'e');
-- ! OperationalError: foreign key mismatch - "child" referencing "parent"
insert or ignore into parent values (1, 'f');
create table late(a integer references parent(other) deferrable initially deferred);
insert into parent values (6, 'g');
-- ! OperationalError: foreign key mismatch - "late" referencing "parent"
select * from parent;
-- = 1 | 'a'
