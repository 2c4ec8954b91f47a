create table author (id integer primary key autoincrement, name varchar(50) not null, age integer, score real);
create table book (id integer primary key autoincrement, title varchar(100) not null, author_id bigint null references author(id) deferrable initially deferred, price decimal null, published bool not null, note text null);
create index book_author on book(author_id);
create unique index book_title on book(title);
insert into author(name, age, score) values ('Ann', 30, 1.5), ('Bob', null, 2), ('Cid', 30, null), ('Dee', 41, 10);
insert into book(title, author_id, price, published, note) values ('Alpha', 1, '10.50', 1, null), ('Beta', 1, 20, 0, 'x'), ('Gamma', 2, 10.5, 1, ''), ('Delta', null, null, 1, 'Delta'), ('Eps', 4, 7, 0, 'b%');
select * from book;
-- = 1 | 'Alpha' | 1 | 10.5 | 1 | NULL
-- = 2 | 'Beta' | 1 | 20 | 0 | 'x'
-- = 3 | 'Gamma' | 2 | 10.5 | 1 | ''
-- = 4 | 'Delta' | NULL | NULL | 1 | 'Delta'
-- = 5 | 'Eps' | 4 | 7 | 0 | 'b%'
select id, title from book where author_id = 1;
-- = 1 | 'Alpha'
-- = 2 | 'Beta'
select id from book where price = 10.5;
-- = 1
-- = 3
select id from book where price = '10.5';
-- = 1
-- = 3
select id from book where price in (10.5, 7);
-- = 1
-- = 3
-- = 5
select id from book where price > 8 or note is null;
-- = 1
-- = 2
-- = 3
select id from book where title like 'a%' or author_id is null;
-- = 1
-- = 4
select id from book where note like '%x%';
-- = 2
select id from book where note not like 'x%';
-- = 3
-- = 4
-- = 5
select id from book where not (note = 'x');
-- = 3
-- = 4
-- = 5
select id from book where author_id not in (1, null);
select id from book where author_id not in (select id from author where age is null);
-- = 1
-- = 2
-- = 5
select id from book where author_id in (select id from author where age = 30) order by title desc;
-- = 2
-- = 1
select id from book where id = '2';
-- = 2
select id from book where id = 2.0;
-- = 2
select id from book where id = 2.5;
select id from book where id > 'a';
select id from book where id between 2 and 3;
-- = 2
-- = 3
select id from book where title = 1;
select id from book where published;
-- = 1
-- = 3
-- = 4
select id from book where published = 1 and author_id = 1;
-- = 1
select id, author_id from book order by author_id, id desc;
-- = 4 | NULL
-- = 2 | 1
-- = 1 | 1
-- = 3 | 2
-- = 5 | 4
select id, author_id from book order by author_id desc nulls first, id;
-- = 4 | NULL
-- = 5 | 4
-- = 3 | 2
-- = 1 | 1
-- = 2 | 1
select id from book order by price limit 2 offset 1;
-- = 5
-- = 1
select id from book limit 2;
-- = 4
-- = 1
select id from book limit -1 offset 3;
-- = 3
-- = 5
select distinct author_id from book order by 1;
-- = NULL
-- = 1
-- = 2
-- = 4
select count(*), count(author_id), count(distinct author_id), sum(price), avg(price), min(title), max(price), total(price) from book;
-- = 5 | 4 | 3 | 48.0 | 12.0 | 'Alpha' | 20 | 48.0
select author_id, count(*) as n, sum(price) from book group by author_id order by n desc, author_id;
-- = 1 | 2 | 30.5
-- = NULL | 1 | NULL
-- = 2 | 1 | 10.5
-- = 4 | 1 | 7
select author_id, count(*) from book group by author_id having count(*) > 1;
-- = 1 | 2
select author_id, group_concat(title, '/') from book group by 1;
-- = NULL | 'Delta'
-- = 1 | 'Alpha/Beta'
-- = 2 | 'Gamma'
-- = 4 | 'Eps'
select published, max(price), title from book group by published;
-- = 0 | 20 | 'Beta'
-- = 1 | 10.5 | 'Alpha'
select count(*) filter (where published), sum(price) filter (where author_id = 1) from book;
-- = 3 | 30.5
select age, count(*) from author group by age;
-- = NULL | 1
-- = 30 | 2
-- = 41 | 1
select sum(price) from book where 0;
-- = NULL
select count(*) from book where 0 group by author_id;
select a.name, b.title from author a join book b on b.author_id = a.id order by b.id;
-- = 'Ann' | 'Alpha'
-- = 'Ann' | 'Beta'
-- = 'Bob' | 'Gamma'
-- = 'Dee' | 'Eps'
select a.name, b.title from author a left join book b on b.author_id = a.id order by a.id, b.id;
-- = 'Ann' | 'Alpha'
-- = 'Ann' | 'Beta'
-- = 'Bob' | 'Gamma'
-- = 'Cid' | NULL
-- = 'Dee' | 'Eps'
select a.name, b.title from author a left join book b on b.author_id = a.id and b.published = 1 order by a.id, b.id;
-- = 'Ann' | 'Alpha'
-- = 'Bob' | 'Gamma'
-- = 'Cid' | NULL
-- = 'Dee' | NULL
select a.name, b.title from author a left outer join book b on (b.author_id = a.id) where b.id is null;
-- = 'Cid' | NULL
select a.name, b.title from book b left join author a on a.id = b.author_id where a.age = 30 or a.id is null order by b.id;
-- = 'Ann' | 'Alpha'
-- = 'Ann' | 'Beta'
-- = NULL | 'Delta'
select a.name, b.title from author a, book b where a.id = b.author_id and b.price > 8 order by 1, 2;
-- = 'Ann' | 'Alpha'
-- = 'Ann' | 'Beta'
-- = 'Bob' | 'Gamma'
select a.name, c.name from author a join author c on a.age = c.age and a.id < c.id;
-- = 'Ann' | 'Cid'
select count(*) from author cross join book;
-- = 20
select a.name, b.title from author a left join book b on b.author_id = a.id and lower(b.title) like 'a%' order by a.id;
-- = 'Ann' | 'Alpha'
-- = 'Bob' | NULL
-- = 'Cid' | NULL
-- = 'Dee' | NULL
select a.name, b.title from book b right join author a on b.author_id = a.id order by a.id, b.id;
-- = 'Ann' | 'Alpha'
-- = 'Ann' | 'Beta'
-- = 'Bob' | 'Gamma'
-- = 'Cid' | NULL
-- = 'Dee' | 'Eps'
select a.id, b.id from author a full join book b on a.id = b.author_id and b.id > 2 order by 1, 2;
-- = NULL | 1
-- = NULL | 2
-- = NULL | 4
-- = 1 | NULL
-- = 2 | 3
-- = 3 | NULL
-- = 4 | 5
select name, (select count(*) from book where book.author_id = author.id) as n from author order by n desc, name;
-- = 'Ann' | 2
-- = 'Bob' | 1
-- = 'Dee' | 1
-- = 'Cid' | 0
select name from author where exists (select 1 from book where author_id = author.id and published = 0) order by 1;
-- = 'Ann'
-- = 'Dee'
select name from author a where (select max(price) from book b where b.author_id = a.id) > 10;
-- = 'Ann'
-- = 'Bob'
select t.n from (select author_id, count(*) as n from book group by author_id) t where t.n > 1;
-- = 2
select title from book where author_id = (select id from author where name = 'Bob');
-- = 'Gamma'
select (select name from author where id = 99);
-- = NULL
select upper(title) || '-' || id from book where id < 3;
-- = 'ALPHA-1'
-- = 'BETA-2'
select id, case when price > 10 then 'dear' when price is null then '?' else 'cheap' end from book;
-- = 1 | 'dear'
-- = 2 | 'dear'
-- = 3 | 'dear'
-- = 4 | '?'
-- = 5 | 'cheap'
select title from book where price * 2 > 20 and length(title) = 5;
-- = 'Alpha'
-- = 'Gamma'
select name from author union select title from book order by 1 limit 3;
-- = 'Alpha'
-- = 'Ann'
-- = 'Beta'
select age from author union all select age from author where age > 30;
-- = 30
-- = NULL
-- = 30
-- = 41
-- = 41
select age from author except select 30;
-- = NULL
-- = 41
select age from author intersect select age from author where age = 41;
-- = 41
select 1 as a union select 2 order by a desc;
-- = 2
-- = 1
select 1, 2 union select 3;
-- ! OperationalError: SELECTs to the left and right of UNION do not have the same number of result columns
select a from (select 1 as a union select 2) where a > 1;
-- = 2
with young as (select * from author where age < 40) select name from young order by name desc;
-- = 'Cid'
-- = 'Ann'
with recursive n(i) as (select 1 union all select i + 1 from n where i < 5) select sum(i), count(*) from n;
-- = 15 | 5
with t(x) as (values (1), (2)) select x * 10 from t;
-- = 10
-- = 20
select row_number() over (order by title), title from book;
-- = 1 | 'Alpha'
-- = 2 | 'Beta'
-- = 3 | 'Delta'
-- = 4 | 'Eps'
-- = 5 | 'Gamma'
select title, rank() over (partition by published order by price) from book order by id;
-- = 'Alpha' | 2
-- = 'Beta' | 2
-- = 'Gamma' | 2
-- = 'Delta' | 1
-- = 'Eps' | 1
select title, sum(price) over (order by id) from book;
-- = 'Alpha' | 10.5
-- = 'Beta' | 30.5
-- = 'Gamma' | 41.0
-- = 'Delta' | 41.0
-- = 'Eps' | 48.0
select name, age from author where age is 30 or age is null;
-- = 'Ann' | 30
-- = 'Bob' | NULL
-- = 'Cid' | 30
select name from author where (name, age) = ('Ann', 30);
-- = 'Ann'
select id from author where rowid = 2;
-- = 2
select rowid, oid, _rowid_ from author limit 1;
-- = 1 | 1 | 1
select author.* from author where id = 1;
-- = 1 | 'Ann' | 30 | 1.5
select b.*, a.name from book b join author a on a.id = b.author_id where b.id = 1;
-- = 1 | 'Alpha' | 1 | 10.5 | 1 | NULL | 'Ann'
select name n from author order by n desc limit 1;
-- = 'Dee'
select age + 1 as x from author group by x order by x;
-- = NULL
-- = 31
-- = 42
select max(age, 35) from author;
-- = 35
-- = NULL
-- = 35
-- = 41
select * from nope;
-- ! OperationalError: no such table: nope
select nope from author;
-- ! OperationalError: no such column: nope
select author.nope from author;
-- ! OperationalError: no such column: author.nope
select a.nope from author a;
-- ! OperationalError: no such column: a.nope
select id from author, book;
-- ! OperationalError: ambiguous column name: id
select count(*) from author where count(*) > 1;
-- ! OperationalError: misuse of aggregate: count()
select name from author order by 3;
-- ! OperationalError: 1st ORDER BY term out of range - should be between 1 and 1
select name from author group by 2;
-- ! OperationalError: 1st GROUP BY term out of range - should be between 1 and 1
select age from author having age > 1;
-- ! OperationalError: HAVING clause on a non-aggregate query
select (select 1, 2);
-- ! OperationalError: sub-select returns 2 columns - expected 1
select * from author where name = "Ann";
-- = 1 | 'Ann' | 30 | 1.5
select a.id, b.id from author a join book b using (id) order by 1;
-- = 1 | 1
-- = 2 | 2
-- = 3 | 3
-- = 4 | 4
select * from author natural join (select 1 as id, 'x' as y);
-- = 1 | 'Ann' | 30 | 1.5 | 'x'
select id from book where note = '' or note = 'b%' order by id;
-- = 3
-- = 5
select id from book where note like 'b\%' escape '\';
-- = 5
select coalesce(note, 'none') from book order by 1;
-- = ''
-- = 'Delta'
-- = 'b%'
-- = 'none'
-- = 'x'
select min(score), max(score), sum(score), avg(score) from author;
-- = 1.5 | 10.0 | 13.5 | 4.5
select typeof(score), typeof(age), score from author;
-- = 'real' | 'integer' | 1.5
-- = 'real' | 'null' | 2.0
-- = 'null' | 'integer' | NULL
-- = 'real' | 'integer' | 10.0
select id from author where score = 2;
-- = 2
select id from author where score >= 1.5 order by score desc;
-- = 4
-- = 2
-- = 1
select count(*) from (select distinct published, author_id is null from book);
-- = 3
select sum(1), sum('2'), sum(1.5), sum(null), avg('x');
-- = 1 | 2 | 1.5 | NULL | 0.0
select title from book where id in (select max(id) from book group by published) order by id;
-- = 'Delta'
-- = 'Eps'
select exists(select 1 from book where 0), not exists (select 1 from book);
-- = 0 | 0
select json_group_array(id) from author;
-- = '[1,2,3,4]'
select b.title from book b where b.author_id in (select a.id from author a where a.name = b.note) ;
update book set price = price + 1 where author_id = 1;
select id, price from book;
-- = 1 | 11.5
-- = 2 | 21
-- = 3 | 10.5
-- = 4 | NULL
-- = 5 | 7
update book set title = 'Alpha' where id = 1;
update book set title = 'Alpha' where id = 2;
-- ! IntegrityError: UNIQUE constraint failed: book.title
update book set note = (select name from author where author.id = book.author_id);
select id, note from book;
-- = 1 | 'Ann'
-- = 2 | 'Ann'
-- = 3 | 'Bob'
-- = 4 | NULL
-- = 5 | 'Dee'
update author set score = null, age = age * 2 where name in ('Ann', 'Dee');
select * from author;
-- = 1 | 'Ann' | 60 | NULL
-- = 2 | 'Bob' | NULL | 2.0
-- = 3 | 'Cid' | 30 | NULL
-- = 4 | 'Dee' | 82 | NULL
update book set price = case id when 1 then 100 else price end;
update book set nope = 1;
-- ! OperationalError: no such column: nope
update book set author_id = 77 where id = 1;
-- ! IntegrityError: FOREIGN KEY constraint failed
delete from author where id = 1;
-- ! IntegrityError: FOREIGN KEY constraint failed
delete from book where author_id = 1;
delete from author where id = 1;
select count(*) from book;
-- = 3
delete from book where title like 'G%' returning id, title;
-- = 3 | 'Gamma'
insert into author(name) values ('New') returning id, name, age;
-- = 5 | 'New' | NULL
update author set name = name || '!' where id = 2 returning id, name;
-- = 2 | 'Bob!'
insert into book(title, published) values ('Alpha', 1), ('Alpha', 0);
-- ! IntegrityError: UNIQUE constraint failed: book.title
select count(*) from book where title = 'Alpha';
-- = 0
insert or ignore into book(title, published) values ('Delta', 0), ('Zeta', 1);
select id, title, published from book;
-- = 4 | 'Delta' | 1
-- = 5 | 'Eps' | 0
-- = 7 | 'Zeta' | 1
insert or replace into book(id, title, published) values (4, 'Zeta', 0);
select id, title, published from book;
-- = 4 | 'Zeta' | 0
-- = 5 | 'Eps' | 0
insert into book(title, published) values ('Zeta', 1) on conflict(title) do update set published = excluded.published, note = 'up' where book.published = 0;
select id, title, published, note from book;
-- = 4 | 'Zeta' | 1 | 'up'
-- = 5 | 'Eps' | 0 | 'Dee'
insert into book(title, published) values ('Zeta', 1) on conflict do nothing;
insert into book(title, published) values ('Zeta', 1) on conflict(price) do nothing;
-- ! OperationalError: ON CONFLICT clause does not match any PRIMARY KEY or UNIQUE constraint
insert into author default values;
-- ! IntegrityError: NOT NULL constraint failed: author.name
insert into author(name, nope) values ('a', 1);
-- ! OperationalError: table author has no column named nope
insert into author values (1);
-- ! OperationalError: table author has 4 columns but 1 values were supplied
insert into author(name) values (1, 2);
-- ! OperationalError: 2 values for 1 columns
insert into author(id, name) values ('x', 'y');
-- ! IntegrityError: datatype mismatch
insert into author(id, name) values ('50', 'y');
insert into author(name) select title from book where published;
select id, name from author;
-- = 2 | 'Bob!'
-- = 3 | 'Cid'
-- = 4 | 'Dee'
-- = 5 | 'New'
-- = 50 | 'y'
-- = 51 | 'Zeta'
select * from sqlite_sequence;
-- = 'author' | 51
-- = 'book' | 9
with x as (select 'w' as v) insert into author(name) select v from x;
with x as (select 50 as v) delete from author where id in (select v from x);
update author set name = b.title from book b where b.id = author.id returning id, name;
-- = 4 | 'Zeta'
-- = 5 | 'Eps'
select a.name, count(b.id) as n from author a left outer join book b on (a.id = b.author_id) group by a.id, a.name order by n desc, a.name limit 3;
-- = 'Zeta' | 1
-- = 'Bob!' | 0
-- = 'Cid' | 0
