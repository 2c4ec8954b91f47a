-- The order in which PRAGMA foreign_key_check goes through the tables.
pragma foreign_keys=off;
create table f1(id integer primary key, a int references gone(id), b int references gone2(id));
create table f2(id integer primary key, a int references gone(id));
create view fv as select 1;
create table f3(id integer primary key, a int references gone(id));
create table f4(id integer primary key, a int references gone(id));
create table f5(id integer primary key, a int references gone(id));
insert into f1 values (1, 1, 1), (2, null, 2), (3, 3, null);
insert into f2 values (1, 1);
insert into f3 values (1, 1);
insert into f4 values (1, 1);
insert into f5 values (1, 1);
pragma foreign_key_check;
-- = 'f5' | 1 | 'gone' | 0
-- = 'f4' | 1 | 'gone' | 0
-- = 'f3' | 1 | 'gone' | 0
-- = 'f2' | 1 | 'gone' | 0
-- = 'f1' | 1 | 'gone2' | 0
-- = 'f1' | 1 | 'gone' | 1
-- = 'f1' | 2 | 'gone2' | 0
-- = 'f1' | 3 | 'gone' | 1
create table Longer_name_of_a_table(id integer primary key, a int references gone(id));
insert into Longer_name_of_a_table values (1, 1);
create table l2(id integer primary key, a int references gone(id));
insert into l2 values (1, 1);
create table l3(id integer primary key, a int references gone(id));
insert into l3 values (1, 1);
create table l4(id integer primary key, a int references gone(id));
insert into l4 values (1, 1);
pragma foreign_key_check;
-- = 'l3' | 1 | 'gone' | 0
-- = 'f1' | 1 | 'gone2' | 0
-- = 'f1' | 1 | 'gone' | 1
-- = 'f1' | 2 | 'gone2' | 0
-- = 'f1' | 3 | 'gone' | 1
-- = 'l4' | 1 | 'gone' | 0
-- = 'f2' | 1 | 'gone' | 0
-- = 'f3' | 1 | 'gone' | 0
-- = 'f5' | 1 | 'gone' | 0
-- = 'Longer_name_of_a_table' | 1 | 'gone' | 0
-- = 'f4' | 1 | 'gone' | 0
-- = 'l2' | 1 | 'gone' | 0
alter table l3 rename to l5;
pragma foreign_key_check;
-- = 'l5' | 1 | 'gone' | 0
-- = 'f1' | 1 | 'gone2' | 0
-- = 'f1' | 1 | 'gone' | 1
-- = 'f1' | 2 | 'gone2' | 0
-- = 'f1' | 3 | 'gone' | 1
-- = 'l4' | 1 | 'gone' | 0
-- = 'f2' | 1 | 'gone' | 0
-- = 'f3' | 1 | 'gone' | 0
-- = 'f5' | 1 | 'gone' | 0
-- = 'Longer_name_of_a_table' | 1 | 'gone' | 0
-- = 'f4' | 1 | 'gone' | 0
-- = 'l2' | 1 | 'gone' | 0
create table s(id integer primary key, v int);
create table m1(id integer primary key, a int references s(v));
create table m2(id integer primary key, a int references s(v), b int references m2(a));
pragma foreign_key_check;
-- ! OperationalError: foreign key mismatch - "m2" referencing "m2"
