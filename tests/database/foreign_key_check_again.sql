-- What was found whole is looked at again when it, or what it refers to, has changed.
pragma foreign_keys=off;
create table p(id integer primary key, code text unique);
create table c(id integer primary key, p int references p(id));
create table d(id integer primary key, code text references p(code));
insert into p values (1, 'a'), (2, 'b');
insert into c values (1, 1), (2, 2), (3, null);
insert into d values (1, 'a');
pragma foreign_key_check;
update c set p = 7 where id = 3;
pragma foreign_key_check;
-- = 'c' | 3 | 'p' | 0
update c set p = null where id = 3;
pragma foreign_key_check;
delete from p where id = 2;
pragma foreign_key_check;
-- = 'c' | 2 | 'p' | 0
insert into p values (2, 'b');
pragma foreign_key_check;
begin;
update p set code = 'z' where id = 1;
pragma foreign_key_check(c);
pragma foreign_key_check;
-- = 'd' | 1 | 'p' | 0
rollback;
pragma foreign_key_check;
begin;
delete from d;
pragma foreign_key_check;
update p set code = 'z' where id = 1;
pragma foreign_key_check;
rollback;
update p set code = 'y' where id = 1;
pragma foreign_key_check;
-- = 'd' | 1 | 'p' | 0
update p set code = 'a' where id = 1;
pragma foreign_key_check;
alter table p rename to q;
pragma foreign_key_check;
drop table q;
pragma foreign_key_check;
-- = 'd' | 1 | 'q' | 0
-- = 'c' | 1 | 'q' | 0
-- = 'c' | 2 | 'q' | 0
create table q(id integer primary key, code text);
pragma foreign_key_check;
-- ! OperationalError: foreign key mismatch - "d" referencing "q"
delete from c;
delete from d;
pragma foreign_key_check;
-- ! OperationalError: foreign key mismatch - "d" referencing "q"
create table e(id integer primary key, q int references q(code));
pragma foreign_key_check;
-- ! OperationalError: foreign key mismatch - "e" referencing "q"
drop table e;
drop table d;
pragma foreign_key_check;
