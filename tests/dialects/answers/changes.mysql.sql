>>> changes 0001_initial
--
-- Create model Author
--
CREATE TABLE `changes_author` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(50) NOT NULL, `rank` integer NULL);
--
-- Create model Book
--
CREATE TABLE `changes_book` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `title` varchar(50) NOT NULL, `author_id` integer NOT NULL, `pages` integer UNSIGNED NULL CHECK (`pages` >= 0));
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_author_id_0d9799e7_fk_changes_author_id` FOREIGN KEY (`author_id`) REFERENCES `changes_author` (`id`);
>>> changes 0001_initial --backwards
--
-- Create model Book
--
DROP TABLE `changes_book` CASCADE;
--
-- Create model Author
--
DROP TABLE `changes_author` CASCADE;
>>> changes 0002_add_null
--
-- Add field email to Author
--
ALTER TABLE `changes_author` ADD COLUMN `email` varchar(254) NULL;
>>> changes 0002_add_null --backwards
--
-- Add field email to Author
--
ALTER TABLE `changes_author` DROP COLUMN `email`;
>>> changes 0003_add_default
--
-- Add field level to Author
--
ALTER TABLE `changes_author` ADD COLUMN `level` integer DEFAULT 7 NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `level` DROP DEFAULT;
>>> changes 0003_add_default --backwards
--
-- Add field level to Author
--
ALTER TABLE `changes_author` DROP COLUMN `level`;
>>> changes 0004_add_text_default
--
-- Add field about to Author
--
ALTER TABLE `changes_author` ADD COLUMN `about` longtext DEFAULT ('it\'s 100% \\ \"new\"\n') NOT NULL;
>>> changes 0004_add_text_default --backwards
--
-- Add field about to Author
--
ALTER TABLE `changes_author` DROP COLUMN `about`;
>>> changes 0005_add_one_off
--
-- Add field country to Author
--
ALTER TABLE `changes_author` ADD COLUMN `country` varchar(2) DEFAULT 'DE' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `country` DROP DEFAULT;
>>> changes 0005_add_one_off --backwards
--
-- Add field country to Author
--
ALTER TABLE `changes_author` DROP COLUMN `country`;
>>> changes 0006_add_blank
--
-- Add field nick to Author
--
ALTER TABLE `changes_author` ADD COLUMN `nick` varchar(10) DEFAULT '' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `nick` DROP DEFAULT;
>>> changes 0006_add_blank --backwards
--
-- Add field nick to Author
--
ALTER TABLE `changes_author` DROP COLUMN `nick`;
>>> changes 0007_add_null_default
--
-- Add field motto to Author
--
ALTER TABLE `changes_author` ADD COLUMN `motto` varchar(10) DEFAULT 'x' NULL;
ALTER TABLE `changes_author` ALTER COLUMN `motto` SET DEFAULT NULL;
>>> changes 0007_add_null_default --backwards
--
-- Add field motto to Author
--
ALTER TABLE `changes_author` DROP COLUMN `motto`;
>>> changes 0008_add_null_text_default
--
-- Add field story to Author
--
ALTER TABLE `changes_author` ADD COLUMN `story` longtext NULL;
>>> changes 0008_add_null_text_default --backwards
--
-- Add field story to Author
--
ALTER TABLE `changes_author` DROP COLUMN `story`;
>>> changes 0009_add_unique
--
-- Add field number to Author
--
ALTER TABLE `changes_author` ADD COLUMN `number` integer NULL UNIQUE;
>>> changes 0009_add_unique --backwards
--
-- Add field number to Author
--
ALTER TABLE `changes_author` DROP COLUMN `number`;
>>> changes 0010_add_indexed_text
--
-- Add field city to Author
--
ALTER TABLE `changes_author` ADD COLUMN `city` varchar(30) DEFAULT '' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `city` DROP DEFAULT;
CREATE INDEX `changes_author_city_5e270d80` ON `changes_author` (`city`);
>>> changes 0010_add_indexed_text --backwards
--
-- Add field city to Author
--
ALTER TABLE `changes_author` DROP COLUMN `city`;
>>> changes 0011_add_boolean
--
-- Add field active to Author
--
ALTER TABLE `changes_author` ADD COLUMN `active` bool DEFAULT b'1' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `active` DROP DEFAULT;
>>> changes 0011_add_boolean --backwards
--
-- Add field active to Author
--
ALTER TABLE `changes_author` DROP COLUMN `active`;
>>> changes 0012_add_date
--
-- Add field born to Author
--
ALTER TABLE `changes_author` ADD COLUMN `born` date DEFAULT '2000-02-03' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `born` DROP DEFAULT;
>>> changes 0012_add_date --backwards
--
-- Add field born to Author
--
ALTER TABLE `changes_author` DROP COLUMN `born`;
>>> changes 0013_add_moment
--
-- Add field seen to Author
--
ALTER TABLE `changes_author` ADD COLUMN `seen` datetime(6) DEFAULT '2020-01-02 03:04:05.000600' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `seen` DROP DEFAULT;
>>> changes 0013_add_moment --backwards
--
-- Add field seen to Author
--
ALTER TABLE `changes_author` DROP COLUMN `seen`;
>>> changes 0014_add_time
--
-- Add field wakes to Author
--
ALTER TABLE `changes_author` ADD COLUMN `wakes` time(6) DEFAULT '07:30:00.000000' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `wakes` DROP DEFAULT;
>>> changes 0014_add_time --backwards
--
-- Add field wakes to Author
--
ALTER TABLE `changes_author` DROP COLUMN `wakes`;
>>> changes 0015_add_span
--
-- Add field trip to Author
--
ALTER TABLE `changes_author` ADD COLUMN `trip` bigint DEFAULT 93600000005 NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `trip` DROP DEFAULT;
>>> changes 0015_add_span --backwards
--
-- Add field trip to Author
--
ALTER TABLE `changes_author` DROP COLUMN `trip`;
>>> changes 0016_add_decimal
--
-- Add field fee to Author
--
ALTER TABLE `changes_author` ADD COLUMN `fee` numeric(8, 2) DEFAULT 1.50 NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `fee` DROP DEFAULT;
>>> changes 0016_add_decimal --backwards
--
-- Add field fee to Author
--
ALTER TABLE `changes_author` DROP COLUMN `fee`;
>>> changes 0017_add_uuid
--
-- Add field token to Author
--
ALTER TABLE `changes_author` ADD COLUMN `token` char(32) DEFAULT '12345678123456781234567812345678' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `token` DROP DEFAULT;
>>> changes 0017_add_uuid --backwards
--
-- Add field token to Author
--
ALTER TABLE `changes_author` DROP COLUMN `token`;
>>> changes 0018_add_json
--
-- Add field data to Author
--
ALTER TABLE `changes_author` ADD COLUMN `data` json DEFAULT ('[]') NOT NULL;
>>> changes 0018_add_json --backwards
--
-- Add field data to Author
--
ALTER TABLE `changes_author` DROP COLUMN `data`;
>>> changes 0019_add_binary
--
-- Add field photo to Author
--
ALTER TABLE `changes_author` ADD COLUMN `photo` longblob DEFAULT (b"'\\0\xffab\\''") NOT NULL;
>>> changes 0019_add_binary --backwards
--
-- Add field photo to Author
--
ALTER TABLE `changes_author` DROP COLUMN `photo`;
>>> changes 0020_add_float
--
-- Add field score to Author
--
ALTER TABLE `changes_author` ADD COLUMN `score` double precision DEFAULT 1.5e-07 NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `score` DROP DEFAULT;
>>> changes 0020_add_float --backwards
--
-- Add field score to Author
--
ALTER TABLE `changes_author` DROP COLUMN `score`;
>>> changes 0021_add_now
--
-- Add field made to Author
--
ALTER TABLE `changes_author` ADD COLUMN `made` datetime(6) DEFAULT '2025-01-01 00:00:00' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `made` DROP DEFAULT;
>>> changes 0021_add_now --backwards
--
-- Add field made to Author
--
ALTER TABLE `changes_author` DROP COLUMN `made`;
>>> changes 0022_add_address
--
-- Add field address to Author
--
ALTER TABLE `changes_author` ADD COLUMN `address` char(39) DEFAULT '127.0.0.1' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `address` DROP DEFAULT;
>>> changes 0022_add_address --backwards
--
-- Add field address to Author
--
ALTER TABLE `changes_author` DROP COLUMN `address`;
>>> changes 0023_add_positive
--
-- Add field books to Author
--
ALTER TABLE `changes_author` ADD COLUMN `books` integer UNSIGNED DEFAULT 0 NOT NULL CHECK (`books` >= 0);
ALTER TABLE `changes_author` ALTER COLUMN `books` DROP DEFAULT;
>>> changes 0023_add_positive --backwards
--
-- Add field books to Author
--
ALTER TABLE `changes_author` DROP COLUMN `books`;
>>> changes 0024_add_foreign_key
--
-- Add field mentor to Author
--
ALTER TABLE `changes_author` ADD COLUMN `mentor_id` integer NULL , ADD CONSTRAINT `changes_author_mentor_id_9e77eedc_fk_changes_author_id` FOREIGN KEY (`mentor_id`) REFERENCES `changes_author`(`id`);
>>> changes 0024_add_foreign_key --backwards
--
-- Add field mentor to Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_mentor_id_9e77eedc_fk_changes_author_id`;
ALTER TABLE `changes_author` DROP COLUMN `mentor_id`;
>>> changes 0025_add_one_to_one
--
-- Add field best to Author
--
ALTER TABLE `changes_author` ADD COLUMN `best_id` bigint NULL UNIQUE , ADD CONSTRAINT `changes_author_best_id_200582aa_fk_changes_book_id` FOREIGN KEY (`best_id`) REFERENCES `changes_book`(`id`);
>>> changes 0025_add_one_to_one --backwards
--
-- Add field best to Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_best_id_200582aa_fk_changes_book_id`;
ALTER TABLE `changes_author` DROP COLUMN `best_id`;
>>> changes 0026_add_loose_key
--
-- Add field loose to Author
--
ALTER TABLE `changes_author` ADD COLUMN `loose_id` bigint NULL;
CREATE INDEX `changes_author_loose_id_010832b8` ON `changes_author` (`loose_id`);
>>> changes 0026_add_loose_key --backwards
--
-- Add field loose to Author
--
ALTER TABLE `changes_author` DROP COLUMN `loose_id`;
>>> changes 0027_longer
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(80) NOT NULL;
>>> changes 0027_longer --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(50) NOT NULL;
>>> changes 0028_to_text
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` longtext NOT NULL;
>>> changes 0028_to_text --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(80) NOT NULL;
>>> changes 0029_to_char
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(60) NOT NULL;
CREATE INDEX `changes_author_name_f7abba0f` ON `changes_author` (`name`);
>>> changes 0029_to_char --backwards
--
-- Alter field name on Author
--
DROP INDEX `changes_author_name_f7abba0f` ON `changes_author`;
ALTER TABLE `changes_author` MODIFY `name` longtext NOT NULL;
>>> changes 0030_indexed_to_text
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` longtext NOT NULL;
>>> changes 0030_indexed_to_text --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(60) NOT NULL;
>>> changes 0031_indexed_to_number
--
-- Alter field name on Author
--
DROP INDEX `changes_author_name_f7abba0f` ON `changes_author`;
ALTER TABLE `changes_author` MODIFY `name` varchar(60) NOT NULL;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_name_f7abba0f_uniq` UNIQUE (`name`);
>>> changes 0031_indexed_to_number --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_name_f7abba0f_uniq`;
ALTER TABLE `changes_author` MODIFY `name` longtext NOT NULL;
CREATE INDEX `changes_author_name_f7abba0f` ON `changes_author` (`name`);
>>> changes 0032_not_unique
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_name_f7abba0f_uniq`;
>>> changes 0032_not_unique --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_name_f7abba0f_uniq` UNIQUE (`name`);
>>> changes 0033_unique_number
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_rank_eb179a3f_uniq` UNIQUE (`rank`);
>>> changes 0033_unique_number --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_rank_eb179a3f_uniq`;
>>> changes 0034_indexed_number
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_rank_eb179a3f_uniq`;
CREATE INDEX `changes_author_rank_eb179a3f` ON `changes_author` (`rank`);
>>> changes 0034_indexed_number --backwards
--
-- Alter field rank on Author
--
DROP INDEX `changes_author_rank_eb179a3f` ON `changes_author`;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_rank_eb179a3f_uniq` UNIQUE (`rank`);
>>> changes 0035_wider_number
--
-- Alter field rank on Author
--
DROP INDEX `changes_author_rank_eb179a3f` ON `changes_author`;
ALTER TABLE `changes_author` MODIFY `rank` bigint NULL;
>>> changes 0035_wider_number --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` integer NULL;
CREATE INDEX `changes_author_rank_eb179a3f` ON `changes_author` (`rank`);
>>> changes 0036_number_to_text
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NULL;
>>> changes 0036_number_to_text --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` bigint NULL;
>>> changes 0037_not_null
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` ALTER COLUMN `rank` SET DEFAULT 'none';
UPDATE `changes_author` SET `rank` = 'none' WHERE `rank` IS NULL;
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `rank` DROP DEFAULT;
>>> changes 0037_not_null --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NULL;
>>> changes 0038_not_null_blank
--
-- Alter field motto on Author
--
ALTER TABLE `changes_author` ALTER COLUMN `motto` SET DEFAULT '';
ALTER TABLE `changes_author` MODIFY `motto` varchar(10) NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `motto` DROP DEFAULT;
>>> changes 0038_not_null_blank --backwards
--
-- Alter field motto on Author
--
ALTER TABLE `changes_author` MODIFY `motto` varchar(10) NULL;
>>> changes 0039_text_not_null
--
-- Alter field story on Author
--
UPDATE `changes_author` SET `story` = 'never' WHERE `story` IS NULL;
ALTER TABLE `changes_author` MODIFY `story` longtext NOT NULL;
>>> changes 0039_text_not_null --backwards
--
-- Alter field story on Author
--
ALTER TABLE `changes_author` MODIFY `story` longtext NULL;
>>> changes 0040_null_again
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NULL;
>>> changes 0040_null_again --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` ALTER COLUMN `rank` SET DEFAULT 'none';
UPDATE `changes_author` SET `rank` = 'none' WHERE `rank` IS NULL;
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `rank` DROP DEFAULT;
>>> changes 0041_not_null_one_off
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` ALTER COLUMN `rank` SET DEFAULT 'one\'s';
UPDATE `changes_author` SET `rank` = 'one\'s' WHERE `rank` IS NULL;
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `rank` DROP DEFAULT;
>>> changes 0041_not_null_one_off --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NULL;
>>> changes 0042_only_choices
--
-- Alter field level on Author
--
-- (no-op)
>>> changes 0042_only_choices --backwards
--
-- Alter field level on Author
--
-- (no-op)
>>> changes 0043_rename
--
-- Rename field level on Author to degree
--
ALTER TABLE `changes_author` RENAME COLUMN `level` TO `degree`;
>>> changes 0043_rename --backwards
--
-- Rename field level on Author to degree
--
ALTER TABLE `changes_author` RENAME COLUMN `degree` TO `level`;
>>> changes 0044_rename_column
--
-- Alter field degree on Author
--
ALTER TABLE `changes_author` RENAME COLUMN `degree` TO `deg`;
>>> changes 0044_rename_column --backwards
--
-- Alter field degree on Author
--
ALTER TABLE `changes_author` RENAME COLUMN `deg` TO `degree`;
>>> changes 0045_rename_key
--
-- Rename field author on Book to writer
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_author_id_0d9799e7_fk_changes_author_id`;
ALTER TABLE `changes_book` RENAME COLUMN `author_id` TO `writer_id`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0045_rename_key --backwards
--
-- Rename field author on Book to writer
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` RENAME COLUMN `writer_id` TO `author_id`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_author_id_0d9799e7_fk_changes_author_id` FOREIGN KEY (`author_id`) REFERENCES `changes_author` (`id`);
>>> changes 0046_key_to_number
--
-- Alter field loose on Author
--
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_loose_id_010832b8_fk_changes_book_id` FOREIGN KEY (`loose_id`) REFERENCES `changes_book` (`id`);
>>> changes 0046_key_to_number --backwards
--
-- Alter field loose on Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_loose_id_010832b8_fk_changes_book_id`;
>>> changes 0047_key_nullable
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0047_key_nullable --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NOT NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0048_key_without_index
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
DROP INDEX `changes_book_writer_id_11beef14_fk_changes_author_id` ON `changes_book`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0048_key_without_index --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
CREATE INDEX `changes_book_writer_id_11beef14` ON `changes_book` (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0049_key_to_one
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_uniq` UNIQUE (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0049_key_to_one --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` DROP INDEX `changes_book_writer_id_11beef14_uniq`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0050_one_to_key
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` DROP INDEX `changes_book_writer_id_11beef14_uniq`;
CREATE INDEX `changes_book_writer_id_11beef14` ON `changes_book` (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0050_one_to_key --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
DROP INDEX `changes_book_writer_id_11beef14` ON `changes_book`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_uniq` UNIQUE (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0051_positive
--
-- Alter field pages on Book
--
ALTER TABLE `changes_book` DROP CHECK `changes_book_chk_1`;
ALTER TABLE `changes_book` MODIFY `pages` integer NULL;
>>> changes 0051_positive --backwards
--
-- Alter field pages on Book
--
ALTER TABLE `changes_book` MODIFY `pages` integer UNSIGNED NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_pages_e131654b_check` CHECK (`pages` >= 0);
>>> changes 0052_positive_again
--
-- Alter field pages on Book
--
ALTER TABLE `changes_book` MODIFY `pages` smallint UNSIGNED NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_pages_e131654b_check` CHECK (`pages` >= 0);
>>> changes 0052_positive_again --backwards
--
-- Alter field pages on Book
--
ALTER TABLE `changes_book` DROP CHECK `changes_book_pages_e131654b_check`;
ALTER TABLE `changes_book` MODIFY `pages` integer NULL;
>>> changes 0053_rename_positive
--
-- Rename field pages on Book to sheets
--
ALTER TABLE `changes_book` DROP CHECK `changes_book_pages_e131654b_check`;
ALTER TABLE `changes_book` RENAME COLUMN `pages` TO `sheets`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_sheets_c3f22005_check` CHECK (`sheets` >= 0);
>>> changes 0053_rename_positive --backwards
--
-- Rename field pages on Book to sheets
--
ALTER TABLE `changes_book` DROP CHECK `changes_book_sheets_c3f22005_check`;
ALTER TABLE `changes_book` RENAME COLUMN `sheets` TO `pages`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_pages_e131654b_check` CHECK (`pages` >= 0);
>>> changes 0054_big_key
--
-- Alter field id on Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_mentor_id_9e77eedc_fk_changes_author_id`;
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_author` MODIFY `id` bigint AUTO_INCREMENT NOT NULL;
ALTER TABLE `changes_author` MODIFY `mentor_id` bigint NULL;
ALTER TABLE `changes_book` MODIFY `writer_id` bigint NULL;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_mentor_id_9e77eedc_fk` FOREIGN KEY (`mentor_id`) REFERENCES `changes_author` (`id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0054_big_key --backwards
--
-- Alter field id on Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_mentor_id_9e77eedc_fk`;
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk`;
ALTER TABLE `changes_author` MODIFY `id` integer AUTO_INCREMENT NOT NULL;
ALTER TABLE `changes_author` MODIFY `mentor_id` integer NULL;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_mentor_id_9e77eedc_fk` FOREIGN KEY (`mentor_id`) REFERENCES `changes_author` (`id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0055_plain_key
--
-- Alter field id on Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_mentor_id_9e77eedc_fk`;
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk`;
ALTER TABLE `changes_author` MODIFY `id` integer NOT NULL;
ALTER TABLE `changes_author` MODIFY `mentor_id` integer NULL;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_mentor_id_9e77eedc_fk` FOREIGN KEY (`mentor_id`) REFERENCES `changes_author` (`id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0055_plain_key --backwards
--
-- Alter field id on Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_mentor_id_9e77eedc_fk`;
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk`;
ALTER TABLE `changes_author` MODIFY `id` bigint AUTO_INCREMENT NOT NULL;
ALTER TABLE `changes_author` MODIFY `mentor_id` bigint NULL;
ALTER TABLE `changes_book` MODIFY `writer_id` bigint NULL;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_mentor_id_9e77eedc_fk` FOREIGN KEY (`mentor_id`) REFERENCES `changes_author` (`id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0056_auto_again
--
-- Alter field id on Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_mentor_id_9e77eedc_fk`;
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk`;
ALTER TABLE `changes_author` MODIFY `id` integer AUTO_INCREMENT NOT NULL;
ALTER TABLE `changes_author` MODIFY `mentor_id` integer NULL;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_mentor_id_9e77eedc_fk` FOREIGN KEY (`mentor_id`) REFERENCES `changes_author` (`id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0056_auto_again --backwards
--
-- Alter field id on Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_mentor_id_9e77eedc_fk`;
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk`;
ALTER TABLE `changes_author` MODIFY `id` integer NOT NULL;
ALTER TABLE `changes_author` MODIFY `mentor_id` integer NULL;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_mentor_id_9e77eedc_fk` FOREIGN KEY (`mentor_id`) REFERENCES `changes_author` (`id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0057_other_key
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk`;
ALTER TABLE `changes_book` MODIFY `writer_id` bigint NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_book_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_book` (`id`);
>>> changes 0057_other_key --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_book_id`;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0058_key_to_plain
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_book_id`;
DROP INDEX `changes_book_writer_id_11beef14` ON `changes_book`;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NULL;
>>> changes 0058_key_to_plain --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` MODIFY `writer_id` bigint NULL;
CREATE INDEX `changes_book_writer_id_11beef14` ON `changes_book` (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_book_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_book` (`id`);
>>> changes 0059_remove_unique
--
-- Remove field number from Author
--
ALTER TABLE `changes_author` DROP COLUMN `number`;
>>> changes 0059_remove_unique --backwards
--
-- Remove field number from Author
--
ALTER TABLE `changes_author` ADD COLUMN `number` integer NULL UNIQUE;
>>> changes 0060_remove_indexed
--
-- Remove field city from Author
--
ALTER TABLE `changes_author` DROP COLUMN `city`;
>>> changes 0060_remove_indexed --backwards
--
-- Remove field city from Author
--
ALTER TABLE `changes_author` ADD COLUMN `city` varchar(30) DEFAULT '' NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `city` DROP DEFAULT;
CREATE INDEX `changes_author_city_5e270d80` ON `changes_author` (`city`);
>>> changes 0061_remove_key
--
-- Remove field mentor from Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_mentor_id_9e77eedc_fk`;
ALTER TABLE `changes_author` DROP COLUMN `mentor_id`;
>>> changes 0061_remove_key --backwards
--
-- Remove field mentor from Author
--
ALTER TABLE `changes_author` ADD COLUMN `mentor_id` integer NULL , ADD CONSTRAINT `changes_author_mentor_id_9e77eedc_fk_changes_author_id` FOREIGN KEY (`mentor_id`) REFERENCES `changes_author`(`id`);
>>> changes 0062_remove_positive
--
-- Remove field books from Author
--
ALTER TABLE `changes_author` DROP COLUMN `books`;
>>> changes 0062_remove_positive --backwards
--
-- Remove field books from Author
--
ALTER TABLE `changes_author` ADD COLUMN `books` integer UNSIGNED DEFAULT 0 NOT NULL CHECK (`books` >= 0);
ALTER TABLE `changes_author` ALTER COLUMN `books` DROP DEFAULT;
>>> changes 0063_several
--
-- Add field isbn to Book
--
ALTER TABLE `changes_book` ADD COLUMN `isbn` varchar(13) NULL UNIQUE;
--
-- Alter field isbn on Book
--
ALTER TABLE `changes_book` MODIFY `isbn` varchar(17) NULL;
--
-- Rename field isbn on Book to number
--
ALTER TABLE `changes_book` RENAME COLUMN `isbn` TO `number`;
>>> changes 0063_several --backwards
--
-- Rename field isbn on Book to number
--
ALTER TABLE `changes_book` RENAME COLUMN `number` TO `isbn`;
--
-- Alter field isbn on Book
--
ALTER TABLE `changes_book` MODIFY `isbn` varchar(13) NULL;
--
-- Add field isbn to Book
--
ALTER TABLE `changes_book` DROP COLUMN `isbn`;
>>> changes 0064_indexed_then_removed
--
-- Add field shelf to Book
--
ALTER TABLE `changes_book` ADD COLUMN `shelf` varchar(5) DEFAULT 'a' NOT NULL;
ALTER TABLE `changes_book` ALTER COLUMN `shelf` DROP DEFAULT;
--
-- Remove field shelf from Book
--
ALTER TABLE `changes_book` DROP COLUMN `shelf`;
>>> changes 0064_indexed_then_removed --backwards
--
-- Remove field shelf from Book
--
ALTER TABLE `changes_book` ADD COLUMN `shelf` varchar(5) DEFAULT 'a' NOT NULL;
ALTER TABLE `changes_book` ALTER COLUMN `shelf` DROP DEFAULT;
--
-- Add field shelf to Book
--
ALTER TABLE `changes_book` DROP COLUMN `shelf`;
>>> changes 0065_renamed_while_waiting
!ProgrammingError: (1146, "Table 'dialects_changes.changes_page' doesn't exist")
>>> changes 0065_renamed_while_waiting --backwards
!ProgrammingError: (1146, "Table 'dialects_changes.changes_page' doesn't exist")
>>> changes 0066_unique_slug
--
-- Alter field nick on Author
--
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_nick_28ad5aa9_uniq` UNIQUE (`nick`);
>>> changes 0066_unique_slug --backwards
--
-- Alter field nick on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_nick_28ad5aa9_uniq`;
>>> changes 0067_number_not_null
--
-- Alter field words on Leaf
--
ALTER TABLE `changes_leaf` MODIFY `words` varchar(9) NULL;
>>> changes 0067_number_not_null --backwards
--
-- Alter field words on Leaf
--
ALTER TABLE `changes_leaf` MODIFY `words` varchar(9) NOT NULL;
>>> changes 0068_new_primary_key
--
-- Create model Thing
--
CREATE TABLE `changes_thing` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `code` varchar(9) NOT NULL UNIQUE);
--
-- Create model Part
--
CREATE TABLE `changes_part` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `thing_id` varchar(9) NOT NULL);
ALTER TABLE `changes_part` ADD CONSTRAINT `changes_part_thing_id_9c99557d_fk_changes_thing_code` FOREIGN KEY (`thing_id`) REFERENCES `changes_thing` (`code`);
>>> changes 0068_new_primary_key --backwards
--
-- Create model Part
--
DROP TABLE `changes_part` CASCADE;
--
-- Create model Thing
--
DROP TABLE `changes_thing` CASCADE;
>>> changes 0069_target_longer
--
-- Alter field code on Thing
--
ALTER TABLE `changes_part` DROP FOREIGN KEY `changes_part_thing_id_9c99557d_fk_changes_thing_code`;
ALTER TABLE `changes_thing` MODIFY `code` varchar(20) NOT NULL;
ALTER TABLE `changes_part` MODIFY `thing_id` varchar(20) NOT NULL;
ALTER TABLE `changes_part` ADD CONSTRAINT `changes_part_thing_id_9c99557d_fk` FOREIGN KEY (`thing_id`) REFERENCES `changes_thing` (`code`);
>>> changes 0069_target_longer --backwards
--
-- Alter field code on Thing
--
ALTER TABLE `changes_part` DROP FOREIGN KEY `changes_part_thing_id_9c99557d_fk`;
ALTER TABLE `changes_thing` MODIFY `code` varchar(9) NOT NULL;
ALTER TABLE `changes_part` MODIFY `thing_id` varchar(9) NOT NULL;
ALTER TABLE `changes_part` ADD CONSTRAINT `changes_part_thing_id_9c99557d_fk` FOREIGN KEY (`thing_id`) REFERENCES `changes_thing` (`code`);
>>> changes 0070_duration
--
-- Alter field trip on Author
--
ALTER TABLE `changes_author` MODIFY `trip` varchar(40) NOT NULL;
ALTER TABLE `changes_author` MODIFY `trip` varchar(40) NULL;
>>> changes 0070_duration --backwards
--
-- Alter field trip on Author
--
ALTER TABLE `changes_author` MODIFY `trip` bigint NULL;
ALTER TABLE `changes_author` ALTER COLUMN `trip` SET DEFAULT 93600000005;
UPDATE `changes_author` SET `trip` = 93600000005 WHERE `trip` IS NULL;
ALTER TABLE `changes_author` MODIFY `trip` bigint NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `trip` DROP DEFAULT;
