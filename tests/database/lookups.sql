create table person(id integer primary key autoincrement, name varchar(20), age integer);
create index person_age on person(age);
insert into person(name, age) values ('Ann', 30), ('Bob', 20), ('c%d', 30), ('D_e', null), ('anna', 41);
select id from person where id = 2;
-- = 2
select id from person where 2 = id;
-- = 2
select id from person where id = '2';
-- = 2
select id from person where id = ' 2 ';
-- = 2
select id from person where id = 2.0;
-- = 2
select id from person where id = 2.5;
select id from person where id = 'two';
select id from person where id = null;
select id from person where id = x'32';
select id from person where id in (5, 1, 3, 3, 99, null);
-- = 1
-- = 3
-- = 5
select id from person where id in (3.0, '5', 'x', 1.5);
-- = 3
-- = 5
select id from person where id not in (1, 2);
-- = 4
-- = 3
-- = 5
select id from person where id in (1, 2, 3) and id in (2, 3, 4) and name like 'c%';
-- = 3
select id from person where id = 1 and id = 2;
select id from person where rowid = 3 and age = 30;
-- = 3
select id from person where age = 30 and id = 3;
-- = 3
select id from person where age = 30;
-- = 1
-- = 3
select id from person where age = '30' and name = 'Ann';
-- = 1
select id from person where age is null;
-- = 4
select id, age from person where age > 25 and name like '%n%' order by id;
-- = 1 | 30
-- = 5 | 41
select count(*) from person where id = 2 or age = 30;
-- = 3
select count(*) from person where id in (1, 2) and age < 25;
-- = 1
select p.id, q.id from person p join person q on p.age = q.age where p.id in (1, 2) order by 1, 2;
-- = 1 | 1
-- = 1 | 3
-- = 2 | 2
select p.id, q.id from person p left join person q on q.id = p.id and q.age = 30 where p.id in (1, 2) order by 1;
-- = 1 | 1
-- = 2 | NULL
select id from person where (age > 25) is true and (name = 'Ann') is not null order by id;
-- = 1
-- = 3
-- = 5
select id from person where age > 25 and abs(-9223372036854775807 - 1) > 0;
-- ! OperationalError: integer overflow
-- LIKE
select 'abc' like 'a%c', 'abc' like 'a_c', 'abc' like 'A%B%C%', 'abc' like '%', '' like '%', '' like '_', '' like '';
-- = 1 | 1 | 1 | 1 | 1 | 0 | 1
select 'a%c' like 'a\%c' escape '\', 'abc' like 'a\%c' escape '\', 'a_c' like 'a\_c' escape '\', 'abc' like 'a\_c' escape '\';
-- = 1 | 0 | 1 | 0
select 'abc' like 'abc\' escape '\', 'abc' like '%\' escape '\', 'a\' like 'a\\' escape '\';
-- = 0 | 0 | 1
select 'aXbXc' like '%x%x%', 'aab' like '%ab', 'aaab' like '%aab%', 'ab' like '%ab_', 'mississippi' like '%iss%ip%i';
-- = 1 | 1 | 1 | 0 | 1
select 'É' like 'é', 'é' like '_', 'éa' like '%A', 12 like '1%', 1.5 like '1._', null like '%', 'a' like null;
-- = 0 | 1 | 1 | 1 | 1 | NULL | NULL
select 'ab' like 'aXb' escape 'X', 'a%b' like 'aX%b' escape 'X', 'a%' like 'a%%' escape '%';
-- = 1 | 1 | 1
-- AUTOINCREMENT counts on from what was ever given.
delete from person where id > 3;
insert into person(id, name) values (4, 'four');
insert into person(id, name) values (2 + 5, 'seven'), (null, 'eight');
delete from person where id in (7, 8);
insert into person(id, name) values (6, 'six'), (null, 'nine');
select id, name from person;
-- = 1 | 'Ann'
-- = 2 | 'Bob'
-- = 3 | 'c%d'
-- = 4 | 'four'
-- = 6 | 'six'
-- = 9 | 'nine'
select * from sqlite_sequence;
-- = 'person' | 9
insert or ignore into person(id, name) values (3, 'again');
select * from sqlite_sequence;
-- = 'person' | 9
-- Renames and drops find what refers to a table.
create table town(id integer primary key, name text unique);
create table house(id integer primary key, town_id integer references "town" ("id"), old_id integer references TOWN(id));
create table street(id integer primary key, town_id integer references town(id) on delete cascade);
create index street_town on street(town_id);
insert into town values (1, 'x'), (2, 'y');
insert into house values (1, 1, 2);
insert into street values (1, 1), (2, 2);
alter table town rename to "City";
select name, tbl_name, sql from sqlite_master where type <> 'index' and name not like 'person%' order by rowid;
-- = 'sqlite_sequence' | 'sqlite_sequence' | 'CREATE TABLE sqlite_sequence(name,seq)'
-- = 'City' | 'City' | 'CREATE TABLE "City"(id integer primary key, name text unique)'
-- = 'house' | 'house' | 'CREATE TABLE house(id integer primary key, town_id integer references "City" ("id"), old_id integer references "City"(id))'
-- = 'street' | 'street' | 'CREATE TABLE street(id integer primary key, town_id integer references "City"(id) on delete cascade)'
select type, name, tbl_name from sqlite_master where type = 'index';
-- = 'index' | 'person_age' | 'person'
-- = 'index' | 'sqlite_autoindex_City_1' | 'City'
-- = 'index' | 'street_town' | 'street'
pragma foreign_keys = on;
delete from "City" where id = 1;
-- ! IntegrityError: FOREIGN KEY constraint failed
pragma foreign_keys = off;
delete from "City" where id = 1;
pragma foreign_key_check(street);
-- = 'street' | 1 | 'City' | 0
pragma foreign_key_check(house);
-- = 'house' | 1 | 'City' | 1
drop table house;
pragma foreign_key_check;
-- = 'street' | 1 | 'City' | 0
pragma foreign_keys = on;
delete from "city" where id = 2;
select * from street;
-- = 1 | 1
drop index street_town;
drop table street;
select type, name, tbl_name from sqlite_master;
-- = 'table' | 'person' | 'person'
-- = 'table' | 'sqlite_sequence' | 'sqlite_sequence'
-- = 'index' | 'person_age' | 'person'
-- = 'table' | 'City' | 'City'
-- = 'index' | 'sqlite_autoindex_City_1' | 'City'
create table street(id integer primary key, city text references "City"(name));
create index street_city on street(city);
alter table "City" rename column name to title;
select sql from sqlite_master where tbl_name = 'street';
-- = 'CREATE TABLE street(id integer primary key, city text references "City"(title))'
-- = 'CREATE INDEX street_city on street(city)'
insert into street values (1, 'none');
-- ! IntegrityError: FOREIGN KEY constraint failed
update "City" set title = 'z';
delete from "City";
