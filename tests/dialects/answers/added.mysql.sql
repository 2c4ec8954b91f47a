>>> added 0001_initial
--
-- Create model Author
--
CREATE TABLE `added_author` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(50) NOT NULL, `rank` integer NULL);
--
-- Create model Book
--
CREATE TABLE `added_book` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `title` varchar(50) NOT NULL, `author_id` integer NOT NULL, `pages` integer UNSIGNED NULL CHECK (`pages` >= 0));
ALTER TABLE `added_book` ADD CONSTRAINT `added_book_author_id_a11d4fa9_fk_added_author_id` FOREIGN KEY (`author_id`) REFERENCES `added_author` (`id`);
>>> added 0001_initial --backwards
--
-- Create model Book
--
DROP TABLE `added_book` CASCADE;
--
-- Create model Author
--
DROP TABLE `added_author` CASCADE;
>>> added 0002_add_null
--
-- Add field email to Author
--
ALTER TABLE `added_author` ADD COLUMN `email` varchar(254) NULL;
>>> added 0002_add_null --backwards
--
-- Add field email to Author
--
ALTER TABLE `added_author` DROP COLUMN `email`;
>>> added 0003_add_default
--
-- Add field level to Author
--
ALTER TABLE `added_author` ADD COLUMN `level` integer DEFAULT 7 NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `level` DROP DEFAULT;
>>> added 0003_add_default --backwards
--
-- Add field level to Author
--
ALTER TABLE `added_author` DROP COLUMN `level`;
>>> added 0004_add_text_default
--
-- Add field about to Author
--
ALTER TABLE `added_author` ADD COLUMN `about` longtext DEFAULT ('it\'s 100% \\ \"new\"\n') NOT NULL;
>>> added 0004_add_text_default --backwards
--
-- Add field about to Author
--
ALTER TABLE `added_author` DROP COLUMN `about`;
>>> added 0005_add_one_off
--
-- Add field country to Author
--
ALTER TABLE `added_author` ADD COLUMN `country` varchar(2) DEFAULT 'DE' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `country` DROP DEFAULT;
>>> added 0005_add_one_off --backwards
--
-- Add field country to Author
--
ALTER TABLE `added_author` DROP COLUMN `country`;
>>> added 0006_add_blank
--
-- Add field nick to Author
--
ALTER TABLE `added_author` ADD COLUMN `nick` varchar(10) DEFAULT '' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `nick` DROP DEFAULT;
>>> added 0006_add_blank --backwards
--
-- Add field nick to Author
--
ALTER TABLE `added_author` DROP COLUMN `nick`;
>>> added 0007_add_null_default
--
-- Add field motto to Author
--
ALTER TABLE `added_author` ADD COLUMN `motto` varchar(10) DEFAULT 'x' NULL;
ALTER TABLE `added_author` ALTER COLUMN `motto` SET DEFAULT NULL;
>>> added 0007_add_null_default --backwards
--
-- Add field motto to Author
--
ALTER TABLE `added_author` DROP COLUMN `motto`;
>>> added 0008_add_null_text_default
--
-- Add field story to Author
--
ALTER TABLE `added_author` ADD COLUMN `story` longtext NULL;
>>> added 0008_add_null_text_default --backwards
--
-- Add field story to Author
--
ALTER TABLE `added_author` DROP COLUMN `story`;
>>> added 0009_add_unique
--
-- Add field number to Author
--
ALTER TABLE `added_author` ADD COLUMN `number` integer NULL UNIQUE;
>>> added 0009_add_unique --backwards
--
-- Add field number to Author
--
ALTER TABLE `added_author` DROP COLUMN `number`;
>>> added 0010_add_indexed_text
--
-- Add field city to Author
--
ALTER TABLE `added_author` ADD COLUMN `city` varchar(30) DEFAULT '' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `city` DROP DEFAULT;
CREATE INDEX `added_author_city_941389cf` ON `added_author` (`city`);
>>> added 0010_add_indexed_text --backwards
--
-- Add field city to Author
--
ALTER TABLE `added_author` DROP COLUMN `city`;
>>> added 0011_add_boolean
--
-- Add field active to Author
--
ALTER TABLE `added_author` ADD COLUMN `active` bool DEFAULT b'1' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `active` DROP DEFAULT;
>>> added 0011_add_boolean --backwards
--
-- Add field active to Author
--
ALTER TABLE `added_author` DROP COLUMN `active`;
>>> added 0012_add_date
--
-- Add field born to Author
--
ALTER TABLE `added_author` ADD COLUMN `born` date DEFAULT '2000-02-03' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `born` DROP DEFAULT;
>>> added 0012_add_date --backwards
--
-- Add field born to Author
--
ALTER TABLE `added_author` DROP COLUMN `born`;
>>> added 0013_add_moment
--
-- Add field seen to Author
--
ALTER TABLE `added_author` ADD COLUMN `seen` datetime(6) DEFAULT '2020-01-02 03:04:05.000600' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `seen` DROP DEFAULT;
>>> added 0013_add_moment --backwards
--
-- Add field seen to Author
--
ALTER TABLE `added_author` DROP COLUMN `seen`;
>>> added 0014_add_time
--
-- Add field wakes to Author
--
ALTER TABLE `added_author` ADD COLUMN `wakes` time(6) DEFAULT '07:30:00.000000' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `wakes` DROP DEFAULT;
>>> added 0014_add_time --backwards
--
-- Add field wakes to Author
--
ALTER TABLE `added_author` DROP COLUMN `wakes`;
>>> added 0015_add_span
--
-- Add field trip to Author
--
ALTER TABLE `added_author` ADD COLUMN `trip` bigint DEFAULT 93600000005 NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `trip` DROP DEFAULT;
>>> added 0015_add_span --backwards
--
-- Add field trip to Author
--
ALTER TABLE `added_author` DROP COLUMN `trip`;
>>> added 0016_add_decimal
--
-- Add field fee to Author
--
ALTER TABLE `added_author` ADD COLUMN `fee` numeric(8, 2) DEFAULT 1.50 NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `fee` DROP DEFAULT;
>>> added 0016_add_decimal --backwards
--
-- Add field fee to Author
--
ALTER TABLE `added_author` DROP COLUMN `fee`;
>>> added 0017_add_uuid
--
-- Add field token to Author
--
ALTER TABLE `added_author` ADD COLUMN `token` char(32) DEFAULT '12345678123456781234567812345678' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `token` DROP DEFAULT;
>>> added 0017_add_uuid --backwards
--
-- Add field token to Author
--
ALTER TABLE `added_author` DROP COLUMN `token`;
>>> added 0018_add_json
--
-- Add field data to Author
--
ALTER TABLE `added_author` ADD COLUMN `data` json DEFAULT ('[]') NOT NULL;
>>> added 0018_add_json --backwards
--
-- Add field data to Author
--
ALTER TABLE `added_author` DROP COLUMN `data`;
>>> added 0019_add_binary
--
-- Add field photo to Author
--
ALTER TABLE `added_author` ADD COLUMN `photo` longblob DEFAULT (b"'\\0\xffab\\''") NOT NULL;
>>> added 0019_add_binary --backwards
--
-- Add field photo to Author
--
ALTER TABLE `added_author` DROP COLUMN `photo`;
>>> added 0020_add_float
--
-- Add field score to Author
--
ALTER TABLE `added_author` ADD COLUMN `score` double precision DEFAULT 1.5e-07 NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `score` DROP DEFAULT;
>>> added 0020_add_float --backwards
--
-- Add field score to Author
--
ALTER TABLE `added_author` DROP COLUMN `score`;
>>> added 0021_add_now
--
-- Add field made to Author
--
ALTER TABLE `added_author` ADD COLUMN `made` datetime(6) DEFAULT '2025-01-01 00:00:00' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `made` DROP DEFAULT;
>>> added 0021_add_now --backwards
--
-- Add field made to Author
--
ALTER TABLE `added_author` DROP COLUMN `made`;
>>> added 0022_add_address
--
-- Add field address to Author
--
ALTER TABLE `added_author` ADD COLUMN `address` char(39) DEFAULT '127.0.0.1' NOT NULL;
ALTER TABLE `added_author` ALTER COLUMN `address` DROP DEFAULT;
>>> added 0022_add_address --backwards
--
-- Add field address to Author
--
ALTER TABLE `added_author` DROP COLUMN `address`;
>>> added 0023_add_positive
--
-- Add field books to Author
--
ALTER TABLE `added_author` ADD COLUMN `books` integer UNSIGNED DEFAULT 0 NOT NULL CHECK (`books` >= 0);
ALTER TABLE `added_author` ALTER COLUMN `books` DROP DEFAULT;
>>> added 0023_add_positive --backwards
--
-- Add field books to Author
--
ALTER TABLE `added_author` DROP COLUMN `books`;
>>> added 0024_add_foreign_key
--
-- Add field mentor to Author
--
ALTER TABLE `added_author` ADD COLUMN `mentor_id` integer NULL , ADD CONSTRAINT `added_author_mentor_id_86e19aa5_fk_added_author_id` FOREIGN KEY (`mentor_id`) REFERENCES `added_author`(`id`);
>>> added 0024_add_foreign_key --backwards
--
-- Add field mentor to Author
--
ALTER TABLE `added_author` DROP FOREIGN KEY `added_author_mentor_id_86e19aa5_fk_added_author_id`;
ALTER TABLE `added_author` DROP COLUMN `mentor_id`;
>>> added 0025_add_one_to_one
--
-- Add field best to Author
--
ALTER TABLE `added_author` ADD COLUMN `best_id` bigint NULL UNIQUE , ADD CONSTRAINT `added_author_best_id_9549c3f6_fk_added_book_id` FOREIGN KEY (`best_id`) REFERENCES `added_book`(`id`);
>>> added 0025_add_one_to_one --backwards
--
-- Add field best to Author
--
ALTER TABLE `added_author` DROP FOREIGN KEY `added_author_best_id_9549c3f6_fk_added_book_id`;
ALTER TABLE `added_author` DROP COLUMN `best_id`;
>>> added 0026_add_loose_key
--
-- Add field loose to Author
--
ALTER TABLE `added_author` ADD COLUMN `loose_id` bigint NULL;
CREATE INDEX `added_author_loose_id_a6b10680` ON `added_author` (`loose_id`);
>>> added 0026_add_loose_key --backwards
--
-- Add field loose to Author
--
ALTER TABLE `added_author` DROP COLUMN `loose_id`;
