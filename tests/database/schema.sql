-- What Django's schema editor writes, and what the schema looks like after it.
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "shop_category" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "parent_id" bigint NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(50) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "price" decimal NOT NULL, "category_id" bigint NOT NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "uniq_slug" UNIQUE ("slug", "category_id"), CONSTRAINT "price_pos" CHECK ("price" > '0'));
CREATE INDEX "shop_category_parent_id_a1" ON "shop_category" ("parent_id");
CREATE INDEX "shop_product_category_id_b2" ON "shop_product" ("category_id");
CREATE INDEX "by_price" ON "shop_product" ("price" DESC, "slug");
CREATE UNIQUE INDEX "cond" ON "shop_product" ("slug") WHERE "stock" > 0;
CREATE INDEX "low" ON "shop_product" (lower("slug"), ("stock" + 1) desc);
CREATE TABLE "shop_product_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "product_id" bigint NOT NULL REFERENCES "shop_product" ("id") DEFERRABLE INITIALLY DEFERRED, "category_id" bigint NOT NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE UNIQUE INDEX "shop_product_tags_uniq" ON "shop_product_tags" ("product_id", "category_id");
select rowid, type, name, tbl_name, sql from sqlite_master;
-- = 1 | 'table' | 'django_migrations' | 'django_migrations' | 'CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL)'
-- = 2 | 'table' | 'sqlite_sequence' | 'sqlite_sequence' | 'CREATE TABLE sqlite_sequence(name,seq)'
-- = 3 | 'table' | 'shop_category' | 'shop_category' | 'CREATE TABLE "shop_category" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "parent_id" bigint NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED)'
-- = 4 | 'index' | 'sqlite_autoindex_shop_category_1' | 'shop_category' | NULL
-- = 5 | 'table' | 'shop_product' | 'shop_product' | 'CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(50) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "price" decimal NOT NULL, "category_id" bigint NOT NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "uniq_slug" UNIQUE ("slug", "category_id"), CONSTRAINT "price_pos" CHECK ("price" > ''0''))'
-- = 6 | 'index' | 'sqlite_autoindex_shop_product_1' | 'shop_product' | NULL
-- = 7 | 'index' | 'shop_category_parent_id_a1' | 'shop_category' | 'CREATE INDEX "shop_category_parent_id_a1" ON "shop_category" ("parent_id")'
-- = 8 | 'index' | 'shop_product_category_id_b2' | 'shop_product' | 'CREATE INDEX "shop_product_category_id_b2" ON "shop_product" ("category_id")'
-- = 9 | 'index' | 'by_price' | 'shop_product' | 'CREATE INDEX "by_price" ON "shop_product" ("price" DESC, "slug")'
-- = 10 | 'index' | 'cond' | 'shop_product' | 'CREATE UNIQUE INDEX "cond" ON "shop_product" ("slug") WHERE "stock" > 0'
-- = 11 | 'index' | 'low' | 'shop_product' | 'CREATE INDEX "low" ON "shop_product" (lower("slug"), ("stock" + 1) desc)'
-- = 12 | 'table' | 'shop_product_tags' | 'shop_product_tags' | 'CREATE TABLE "shop_product_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "product_id" bigint NOT NULL REFERENCES "shop_product" ("id") DEFERRABLE INITIALLY DEFERRED, "category_id" bigint NOT NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED)'
-- = 13 | 'index' | 'shop_product_tags_uniq' | 'shop_product_tags' | 'CREATE UNIQUE INDEX "shop_product_tags_uniq" ON "shop_product_tags" ("product_id", "category_id")'
pragma table_xinfo("shop_product");
-- = 0 | 'id' | 'INTEGER' | 1 | NULL | 1 | 0
-- = 1 | 'slug' | 'varchar(50)' | 1 | NULL | 0 | 0
-- = 2 | 'data' | 'TEXT' | 1 | NULL | 0 | 0
-- = 3 | 'stock' | 'integer unsigned' | 1 | NULL | 0 | 0
-- = 4 | 'price' | 'decimal' | 1 | NULL | 0 | 0
-- = 5 | 'category_id' | 'bigint' | 1 | NULL | 0 | 0
pragma index_list("shop_product");
-- = 0 | 'low' | 0 | 'c' | 0
-- = 1 | 'cond' | 1 | 'c' | 1
-- = 2 | 'by_price' | 0 | 'c' | 0
-- = 3 | 'shop_product_category_id_b2' | 0 | 'c' | 0
-- = 4 | 'sqlite_autoindex_shop_product_1' | 1 | 'u' | 0
pragma index_xinfo("low");
-- = 0 | -2 | NULL | 0 | 'BINARY' | 1
-- = 1 | -2 | NULL | 1 | 'BINARY' | 1
-- = 2 | -1 | NULL | 0 | 'BINARY' | 0
pragma index_xinfo("by_price");
-- = 0 | 4 | 'price' | 1 | 'BINARY' | 1
-- = 1 | 1 | 'slug' | 0 | 'BINARY' | 1
-- = 2 | -1 | NULL | 0 | 'BINARY' | 0
pragma index_xinfo("sqlite_autoindex_shop_product_1");
-- = 0 | 1 | 'slug' | 0 | 'BINARY' | 1
-- = 1 | 5 | 'category_id' | 0 | 'BINARY' | 1
-- = 2 | -1 | NULL | 0 | 'BINARY' | 0
pragma foreign_key_list("shop_product_tags");
-- = 0 | 0 | 'shop_category' | 'category_id' | 'id' | 'NO ACTION' | 'NO ACTION' | 'NONE'
-- = 1 | 0 | 'shop_product' | 'product_id' | 'id' | 'NO ACTION' | 'NO ACTION' | 'NONE'
insert into shop_category(name) values ('a'), ('b');
insert into shop_product(slug, data, stock, price, category_id) values ('x', '{}', 1, 2.5, 1), ('y', '{}', 0, '3.10', 2);
insert into shop_product_tags(product_id, category_id) values (1, 2);
insert into shop_product(slug, data, stock, price, category_id) values ('x', '{}', 1, 2.5, 2);
-- ! IntegrityError: UNIQUE constraint failed: shop_product.slug
insert into shop_product(slug, data, stock, price, category_id) values ('z', '{', 1, 2.5, 2);
-- ! IntegrityError: CHECK constraint failed: (JSON_VALID("data") OR "data" IS NULL)
insert into shop_product(slug, data, stock, price, category_id) values ('z', '{}', -1, 2.5, 2);
-- ! IntegrityError: CHECK constraint failed: stock
insert into shop_product(slug, data, stock, price, category_id) values ('z', '{}', 1, 0, 2);
-- ! IntegrityError: CHECK constraint failed: price_pos
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "new__shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(50) NOT NULL, "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "price" decimal NULL, "category_id" bigint NOT NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED, "note" text DEFAULT 'n' NOT NULL, CONSTRAINT "uniq_slug" UNIQUE ("slug", "category_id"));
INSERT INTO "new__shop_product" ("id", "slug", "stock", "price", "category_id", "note") SELECT "id", "slug", "stock", "price", "category_id", 'n' FROM "shop_product";
DROP TABLE "shop_product";
ALTER TABLE "new__shop_product" RENAME TO "shop_product";
CREATE INDEX "shop_product_category_id_b2" ON "shop_product" ("category_id");
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
select rowid, type, name, tbl_name, sql from sqlite_master;
-- = 1 | 'table' | 'django_migrations' | 'django_migrations' | 'CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL)'
-- = 2 | 'table' | 'sqlite_sequence' | 'sqlite_sequence' | 'CREATE TABLE sqlite_sequence(name,seq)'
-- = 3 | 'table' | 'shop_category' | 'shop_category' | 'CREATE TABLE "shop_category" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "parent_id" bigint NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED)'
-- = 4 | 'index' | 'sqlite_autoindex_shop_category_1' | 'shop_category' | NULL
-- = 7 | 'index' | 'shop_category_parent_id_a1' | 'shop_category' | 'CREATE INDEX "shop_category_parent_id_a1" ON "shop_category" ("parent_id")'
-- = 12 | 'table' | 'shop_product_tags' | 'shop_product_tags' | 'CREATE TABLE "shop_product_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "product_id" bigint NOT NULL REFERENCES "shop_product" ("id") DEFERRABLE INITIALLY DEFERRED, "category_id" bigint NOT NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED)'
-- = 13 | 'index' | 'shop_product_tags_uniq' | 'shop_product_tags' | 'CREATE UNIQUE INDEX "shop_product_tags_uniq" ON "shop_product_tags" ("product_id", "category_id")'
-- = 14 | 'table' | 'shop_product' | 'shop_product' | 'CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(50) NOT NULL, "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "price" decimal NULL, "category_id" bigint NOT NULL REFERENCES "shop_category" ("id") DEFERRABLE INITIALLY DEFERRED, "note" text DEFAULT ''n'' NOT NULL, CONSTRAINT "uniq_slug" UNIQUE ("slug", "category_id"))'
-- = 15 | 'index' | 'sqlite_autoindex_shop_product_1' | 'shop_product' | NULL
-- = 16 | 'index' | 'shop_product_category_id_b2' | 'shop_product' | 'CREATE INDEX "shop_product_category_id_b2" ON "shop_product" ("category_id")'
select * from shop_product;
-- = 1 | 'x' | 1 | 2.5 | 1 | 'n'
-- = 2 | 'y' | 0 | 3.1 | 2 | 'n'
select * from sqlite_sequence;
-- = 'shop_category' | 2
-- = 'shop_product_tags' | 1
-- = 'shop_product' | 2
pragma foreign_key_list("shop_product_tags");
-- = 0 | 0 | 'shop_category' | 'category_id' | 'id' | 'NO ACTION' | 'NO ACTION' | 'NONE'
-- = 1 | 0 | 'shop_product' | 'product_id' | 'id' | 'NO ACTION' | 'NO ACTION' | 'NONE'
ALTER TABLE "shop_category" RENAME TO "shop_section";
select name, tbl_name, sql from sqlite_master where sql like '%section%' or tbl_name like '%section%';
-- = 'shop_section' | 'shop_section' | 'CREATE TABLE "shop_section" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "parent_id" bigint NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED)'
-- = 'sqlite_autoindex_shop_section_1' | 'shop_section' | NULL
-- = 'shop_category_parent_id_a1' | 'shop_section' | 'CREATE INDEX "shop_category_parent_id_a1" ON "shop_section" ("parent_id")'
-- = 'shop_product_tags' | 'shop_product_tags' | 'CREATE TABLE "shop_product_tags" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "product_id" bigint NOT NULL REFERENCES "shop_product" ("id") DEFERRABLE INITIALLY DEFERRED, "category_id" bigint NOT NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED)'
-- = 'shop_product' | 'shop_product' | 'CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(50) NOT NULL, "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "price" decimal NULL, "category_id" bigint NOT NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED, "note" text DEFAULT ''n'' NOT NULL, CONSTRAINT "uniq_slug" UNIQUE ("slug", "category_id"))'
select * from sqlite_sequence;
-- = 'shop_section' | 2
-- = 'shop_product_tags' | 1
-- = 'shop_product' | 2
ALTER TABLE "shop_section" RENAME COLUMN "name" TO "title";
select sql from sqlite_master where tbl_name = 'shop_section';
-- = 'CREATE TABLE "shop_section" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(100) NOT NULL UNIQUE, "parent_id" bigint NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED)'
-- = NULL
-- = 'CREATE INDEX "shop_category_parent_id_a1" ON "shop_section" ("parent_id")'
pragma index_info("sqlite_autoindex_shop_section_1");
-- = 0 | 1 | 'title'
ALTER TABLE "shop_product" ADD COLUMN "extra" integer DEFAULT 5 NOT NULL;
ALTER TABLE "shop_product" ADD COLUMN "ref_id" bigint NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED;
select sql from sqlite_master where name = 'shop_product';
-- = 'CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(50) NOT NULL, "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "price" decimal NULL, "category_id" bigint NOT NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED, "note" text DEFAULT ''n'' NOT NULL, "extra" integer DEFAULT 5 NOT NULL, "ref_id" bigint NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "uniq_slug" UNIQUE ("slug", "category_id"))'
select * from shop_product;
-- = 1 | 'x' | 1 | 2.5 | 1 | 'n' | 5 | NULL
-- = 2 | 'y' | 0 | 3.1 | 2 | 'n' | 5 | NULL
ALTER TABLE "shop_product" DROP COLUMN "extra";
ALTER TABLE "shop_product" RENAME COLUMN "slug" TO "code";
ALTER TABLE "shop_product" RENAME COLUMN category_id TO cat_id;
select sql from sqlite_master where tbl_name = 'shop_product';
-- = 'CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(50) NOT NULL, "stock" integer unsigned NOT NULL CHECK ("stock" >= 0), "price" decimal NULL, "cat_id" bigint NOT NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED, "note" text DEFAULT ''n'' NOT NULL, "ref_id" bigint NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "uniq_slug" UNIQUE ("code", "cat_id"))'
-- = NULL
-- = 'CREATE INDEX "shop_product_category_id_b2" ON "shop_product" ("cat_id")'
ALTER TABLE "shop_product" DROP COLUMN "ref_id";
ALTER TABLE "shop_product" DROP COLUMN "cat_id";
-- ! OperationalError: error in table shop_product after drop column: expressions prohibited in PRIMARY KEY and UNIQUE constraints
ALTER TABLE "shop_product" DROP COLUMN "stock";
select sql from sqlite_master where name = 'shop_product';
-- = 'CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(50) NOT NULL, "price" decimal NULL, "cat_id" bigint NOT NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED, "note" text DEFAULT ''n'' NOT NULL, CONSTRAINT "uniq_slug" UNIQUE ("code", "cat_id"))'
select * from shop_product;
-- = 1 | 'x' | 2.5 | 1 | 'n'
-- = 2 | 'y' | 3.1 | 2 | 'n'
DROP INDEX "shop_product_category_id_b2";
DROP INDEX "shop_product_category_id_b2";
-- ! OperationalError: no such index: shop_product_category_id_b2
DROP INDEX "sqlite_autoindex_shop_product_1";
-- ! OperationalError: index associated with UNIQUE or PRIMARY KEY constraint cannot be dropped
DROP TABLE "shop_product_tags";
DROP TABLE "shop_section";
-- ! IntegrityError: FOREIGN KEY constraint failed
BEGIN;
DROP TABLE "shop_section";
COMMIT;
-- ! IntegrityError: FOREIGN KEY constraint failed
ROLLBACK;
delete from shop_product;
DROP TABLE "shop_section";
select name from sqlite_master;
-- = 'django_migrations'
-- = 'sqlite_sequence'
-- = 'shop_product'
-- = 'sqlite_autoindex_shop_product_1'
create table t(a, b text, c integer primary key);
create table "t"(a);
-- ! OperationalError: table "t" already exists
create table T(a);
-- ! OperationalError: table T already exists
create table if not exists t(a);
create index t on t(a);
-- ! OperationalError: there is already a table named t
create index i on t(zz);
-- ! OperationalError: no such column: zz
create index i on nope(a);
-- ! OperationalError: no such table: main.nope
create index i on t(a, b collate nocase desc);
create index i on t(a);
-- ! OperationalError: index i already exists
create index if not exists i on t(a);
pragma index_xinfo(i);
-- = 0 | 0 | 'a' | 0 | 'BINARY' | 1
-- = 1 | 1 | 'b' | 1 | 'nocase' | 1
-- = 2 | -1 | NULL | 0 | 'BINARY' | 0
create table i(a);
-- ! OperationalError: there is already an index named i
alter table t rename to i;
-- ! OperationalError: there is already another table or index with this name: i
alter table t rename to t;
-- ! OperationalError: there is already another table or index with this name: t
alter table nope rename to x;
-- ! OperationalError: no such table: nope
alter table t rename column zz to y;
-- ! OperationalError: no such column: "zz"
alter table t rename column a to b;
-- ! OperationalError: error in table t after rename: duplicate column name: b
alter table t rename to "new name";
select type, name, tbl_name, sql from sqlite_master;
-- = 'table' | 'django_migrations' | 'django_migrations' | 'CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL)'
-- = 'table' | 'sqlite_sequence' | 'sqlite_sequence' | 'CREATE TABLE sqlite_sequence(name,seq)'
-- = 'table' | 'shop_product' | 'shop_product' | 'CREATE TABLE "shop_product" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(50) NOT NULL, "price" decimal NULL, "cat_id" bigint NOT NULL REFERENCES "shop_section" ("id") DEFERRABLE INITIALLY DEFERRED, "note" text DEFAULT ''n'' NOT NULL, CONSTRAINT "uniq_slug" UNIQUE ("code", "cat_id"))'
-- = 'index' | 'sqlite_autoindex_shop_product_1' | 'shop_product' | NULL
-- = 'table' | 'new name' | 'new name' | 'CREATE TABLE "new name"(a, b text, c integer primary key)'
-- = 'index' | 'i' | 'new name' | 'CREATE INDEX i on "new name"(a, b collate nocase desc)'
alter table "new name" rename a to "order";
select sql from sqlite_master where name in ('i', 'new name');
-- = 'CREATE TABLE "new name"("order", b text, c integer primary key)'
-- = 'CREATE INDEX i on "new name"("order", b collate nocase desc)'
alter table "new name" rename "order" to plain;
select sql from sqlite_master where name in ('i', 'new name');
-- = 'CREATE TABLE "new name"("plain", b text, c integer primary key)'
-- = 'CREATE INDEX i on "new name"("plain", b collate nocase desc)'
alter table "new name" drop column plain;
-- ! OperationalError: error in index i after drop column: no such column: plain
drop index i;
alter table "new name" drop plain;
alter table "new name" drop column c;
-- ! OperationalError: cannot drop PRIMARY KEY column: "c"
select sql from sqlite_master where name = 'new name';
-- = 'CREATE TABLE "new name"(b text, c integer primary key)'
alter table "new name" drop column b;
alter table "new name" add column c int;
-- ! OperationalError: duplicate column name: c
alter table "new name" add d int not null;
insert into "new name" values ('x', 1, 2);
-- ! OperationalError: table new name has 2 columns but 3 values were supplied
alter table "new name" add column e int not null;
alter table "new name" add column e int primary key;
-- ! OperationalError: duplicate column name: e
alter table "new name" add column e int unique;
-- ! OperationalError: duplicate column name: e
alter table "new name" add column e default current_timestamp;
-- ! OperationalError: duplicate column name: e
alter table "new name" add column e default (1+1);
-- ! OperationalError: duplicate column name: e
alter table "new name" add column e int check (e > 5) default 1;
-- ! OperationalError: duplicate column name: e
alter table "new name" add column e int as (d + 1) stored;
-- ! OperationalError: duplicate column name: e
alter table "new name" add column e int as (d + 1) virtual;
-- ! OperationalError: duplicate column name: e
alter table "new name" add column f text not null default 'q' collate nocase;
select * from "new name";
select sql from sqlite_master where name = 'new name';
-- = 'CREATE TABLE "new name"(c integer primary key, d int not null, e int not null, f text not null default ''q'' collate nocase)'
pragma table_xinfo("new name");
-- = 0 | 'c' | 'INTEGER' | 0 | NULL | 1 | 0
-- = 1 | 'd' | 'INT' | 1 | NULL | 0 | 0
-- = 2 | 'e' | 'INT' | 1 | NULL | 0 | 0
-- = 3 | 'f' | 'TEXT' | 1 | '''q''' | 0 | 0
pragma table_info("new name");
-- = 0 | 'c' | 'INTEGER' | 0 | NULL | 1
-- = 1 | 'd' | 'INT' | 1 | NULL | 0
-- = 2 | 'e' | 'INT' | 1 | NULL | 0
-- = 3 | 'f' | 'TEXT' | 1 | '''q''' | 0
create table z(a, a);
-- ! OperationalError: duplicate column name: a
create table z(a primary key, b primary key);
-- ! OperationalError: table "z" has more than one primary key
create table z(a text primary key autoincrement);
-- ! OperationalError: AUTOINCREMENT is only allowed on an INTEGER PRIMARY KEY
create table z(a, check(b>1));
-- ! OperationalError: no such column: b
create table z(a, foreign key(b) references t(a));
-- ! OperationalError: unknown column "b" in foreign key definition
create table z(a, foreign key(a) references t(a, b));
-- ! OperationalError: number of columns in foreign key does not match the number of columns in the referenced table
create table z(a default (b));
-- ! OperationalError: default value of column [a] is not constant
create table z(a, unique(b));
-- ! OperationalError: no such column: b
create table z(a, primary key(b));
-- ! OperationalError: no such column: b
create table sqlite_x(a);
-- ! OperationalError: object name reserved for internal use: sqlite_x
create table z(a int check ((select 1)));
-- ! OperationalError: subqueries prohibited in CHECK constraints
create table z(a int check (count(a) > 1));
-- ! OperationalError: misuse of aggregate function count()
create index zi on "new name"(random());
-- ! OperationalError: non-deterministic functions prohibited in index expressions
create table multi(a int,
  b text, -- a comment
  c int, unique (a, b), check (a > 0));
select sql from sqlite_master where name = 'multi';
-- = 'CREATE TABLE multi(a int,\n  b text, -- a comment\n  c int, unique (a, b), check (a > 0))'
alter table multi add column d text;
select sql from sqlite_master where name = 'multi';
-- = 'CREATE TABLE multi(a int,\n  b text, -- a comment\n  c int, d text, unique (a, b), check (a > 0))'
alter table multi drop column c;
alter table multi rename column a to aa;
select sql from sqlite_master where name = 'multi';
-- = 'CREATE TABLE multi(aa int,\n  b text, -- a comment\n  d text, unique (aa, b), check (aa > 0))'
create table par(id integer primary key, code text unique);
create table kid(id integer primary key, p text references par(code), q int references par, foreign key (q) references "par"("id") on delete cascade);
create index kid_p on kid(p) where p is not null;
alter table par rename column code to kode;
alter table par rename to parent;
select sql from sqlite_master where name like 'kid%';
-- = 'CREATE TABLE kid(id integer primary key, p text references "parent"(kode), q int references "parent", foreign key (q) references "parent"("id") on delete cascade)'
-- = 'CREATE INDEX kid_p on kid(p) where p is not null'
pragma foreign_key_list(kid);
-- = 0 | 0 | 'parent' | 'q' | 'id' | 'NO ACTION' | 'CASCADE' | 'NONE'
-- = 1 | 0 | 'parent' | 'q' | NULL | 'NO ACTION' | 'NO ACTION' | 'NONE'
-- = 2 | 0 | 'parent' | 'p' | 'kode' | 'NO ACTION' | 'NO ACTION' | 'NONE'
create view v as select id, kode from parent;
select * from v;
alter table parent rename to par2;
select sql from sqlite_master where name = 'v';
-- = 'CREATE VIEW v as select id, kode from "par2"'
drop view v;
drop view v;
-- ! OperationalError: no such view: v
drop view if exists v;
drop table v;
-- ! OperationalError: no such table: v
drop table if exists nope;
drop table nope;
-- ! OperationalError: no such table: nope
drop table sqlite_sequence;
-- ! OperationalError: table sqlite_sequence may not be dropped
create table as1 as select id, kode as k, 1.5 as r, 'x' as t from par2;
select sql from sqlite_master where name = 'as1';
-- = 'CREATE TABLE as1(id INT,k TEXT,r,t)'
create temp table tt(a);
insert into sqlite_master values (1);
-- ! OperationalError: table sqlite_master may not be modified
pragma user_version = 5;
pragma user_version;
-- = 5
pragma foreign_keys;
-- = 1
pragma nonsense;
vacuum;
create table pk2(a int, b text, primary key (b, a));
pragma table_info(pk2);
-- = 0 | 'a' | 'INT' | 0 | NULL | 2
-- = 1 | 'b' | 'TEXT' | 0 | NULL | 1
pragma index_list(pk2);
-- = 0 | 'sqlite_autoindex_pk2_1' | 1 | 'pk' | 0
create table ip(id integer, primary key(id autoincrement));
create table ip2(id int primary key, x integer primary key desc);
-- ! OperationalError: table "ip2" has more than one primary key
create table ip3(x integer primary key desc);
insert into ip3 values (null), ('a');
select rowid, x from ip3;
-- = 1 | NULL
-- = 2 | 'a'
create table dup(a int unique, b int, unique(a), unique(b, a), primary key(a));
pragma index_list(dup);
-- = 0 | 'sqlite_autoindex_dup_2' | 1 | 'u' | 0
-- = 1 | 'sqlite_autoindex_dup_1' | 1 | 'pk' | 0
BEGIN;
create table rb(a integer primary key autoincrement);
insert into rb values (null);
alter table rb rename to rb2;
create index rbi on rb2(a);
ROLLBACK;
select count(*) from sqlite_master where name like 'rb%';
-- = 0
select * from sqlite_sequence;
-- = 'shop_product' | 2
create table dropped(a, b);
alter table dropped drop column x;
-- ! OperationalError: no such column: "x"
alter table dropped drop column "x";
-- ! OperationalError: no such column: ""x""
alter table dropped rename column x to y;
-- ! OperationalError: no such column: "x"
alter table dropped rename "x" to y;
-- ! OperationalError: no such column: ""x""
create table dq1(a int, b int, check ("b" > 0));
alter table dq1 drop column b;
-- ! OperationalError: error in table dq1 after drop column: no such column: b
create table dq2(a int, b int, c int generated always as (coalesce("b", 0)) stored);
alter table dq2 drop column b;
-- ! OperationalError: error in table dq2 after drop column: no such column: b
create table dq3(a int, b int, c text default "b");
create index dq3b on dq3(a) where "b" = 1;
alter table dq3 drop column b;
-- ! OperationalError: error in index dq3b after drop column: no such column: b
drop index dq3b;
create index dq3c on dq3(coalesce("b", 0));
alter table dq3 drop column b;
-- ! OperationalError: error in index dq3c after drop column: no such column: b
drop index dq3c;
create index dq3d on dq3("b");
alter table dq3 drop column b;
-- ! OperationalError: error in index dq3d after drop column: no such column: b
drop index dq3d;
alter table dq3 drop column b;
create table dq4(a int unique, b int, c int references dq4("b"));
alter table dq4 drop column b;
