>>> changes 0001_initial
--
-- Create model Author
--
CREATE TABLE `changes_author` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(50) NOT NULL, `rank` integer NULL, `level` integer NOT NULL, `motto` varchar(10) NULL, `story` longtext NULL);
--
-- Create model Book
--
CREATE TABLE `changes_book` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `title` varchar(50) NOT NULL, `author_id` integer NOT NULL, `pages` integer UNSIGNED NULL CHECK (`pages` >= 0));
--
-- Add field loose to Author
--
ALTER TABLE `changes_author` ADD COLUMN `loose_id` bigint NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_author_id_0d9799e7_fk_changes_author_id` FOREIGN KEY (`author_id`) REFERENCES `changes_author` (`id`);
CREATE INDEX `changes_author_loose_id_010832b8` ON `changes_author` (`loose_id`);
>>> changes 0001_initial --backwards
--
-- Add field loose to Author
--
ALTER TABLE `changes_author` DROP COLUMN `loose_id`;
--
-- Create model Book
--
DROP TABLE `changes_book` CASCADE;
--
-- Create model Author
--
DROP TABLE `changes_author` CASCADE;
>>> changes 0002_longer
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(80) NOT NULL;
>>> changes 0002_longer --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(50) NOT NULL;
>>> changes 0003_to_text
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` longtext NOT NULL;
>>> changes 0003_to_text --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(80) NOT NULL;
>>> changes 0004_to_char
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(60) NOT NULL;
CREATE INDEX `changes_author_name_f7abba0f` ON `changes_author` (`name`);
>>> changes 0004_to_char --backwards
--
-- Alter field name on Author
--
DROP INDEX `changes_author_name_f7abba0f` ON `changes_author`;
ALTER TABLE `changes_author` MODIFY `name` longtext NOT NULL;
>>> changes 0005_indexed_to_text
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` longtext NOT NULL;
>>> changes 0005_indexed_to_text --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` MODIFY `name` varchar(60) NOT NULL;
>>> changes 0006_indexed_to_number
--
-- Alter field name on Author
--
DROP INDEX `changes_author_name_f7abba0f` ON `changes_author`;
ALTER TABLE `changes_author` MODIFY `name` varchar(60) NOT NULL;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_name_f7abba0f_uniq` UNIQUE (`name`);
>>> changes 0006_indexed_to_number --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_name_f7abba0f_uniq`;
ALTER TABLE `changes_author` MODIFY `name` longtext NOT NULL;
CREATE INDEX `changes_author_name_f7abba0f` ON `changes_author` (`name`);
>>> changes 0007_not_unique
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_name_f7abba0f_uniq`;
>>> changes 0007_not_unique --backwards
--
-- Alter field name on Author
--
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_name_f7abba0f_uniq` UNIQUE (`name`);
>>> changes 0008_unique_number
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_rank_eb179a3f_uniq` UNIQUE (`rank`);
>>> changes 0008_unique_number --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_rank_eb179a3f_uniq`;
>>> changes 0009_indexed_number
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` DROP INDEX `changes_author_rank_eb179a3f_uniq`;
CREATE INDEX `changes_author_rank_eb179a3f` ON `changes_author` (`rank`);
>>> changes 0009_indexed_number --backwards
--
-- Alter field rank on Author
--
DROP INDEX `changes_author_rank_eb179a3f` ON `changes_author`;
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_rank_eb179a3f_uniq` UNIQUE (`rank`);
>>> changes 0010_wider_number
--
-- Alter field rank on Author
--
DROP INDEX `changes_author_rank_eb179a3f` ON `changes_author`;
ALTER TABLE `changes_author` MODIFY `rank` bigint NULL;
>>> changes 0010_wider_number --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` integer NULL;
CREATE INDEX `changes_author_rank_eb179a3f` ON `changes_author` (`rank`);
>>> changes 0011_number_to_text
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NULL;
>>> changes 0011_number_to_text --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` bigint NULL;
>>> changes 0012_not_null
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` ALTER COLUMN `rank` SET DEFAULT 'none';
UPDATE `changes_author` SET `rank` = 'none' WHERE `rank` IS NULL;
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `rank` DROP DEFAULT;
>>> changes 0012_not_null --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NULL;
>>> changes 0013_not_null_blank
--
-- Alter field motto on Author
--
ALTER TABLE `changes_author` ALTER COLUMN `motto` SET DEFAULT '';
ALTER TABLE `changes_author` MODIFY `motto` varchar(10) NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `motto` DROP DEFAULT;
>>> changes 0013_not_null_blank --backwards
--
-- Alter field motto on Author
--
ALTER TABLE `changes_author` MODIFY `motto` varchar(10) NULL;
>>> changes 0014_text_not_null
--
-- Alter field story on Author
--
UPDATE `changes_author` SET `story` = 'never' WHERE `story` IS NULL;
ALTER TABLE `changes_author` MODIFY `story` longtext NOT NULL;
>>> changes 0014_text_not_null --backwards
--
-- Alter field story on Author
--
ALTER TABLE `changes_author` MODIFY `story` longtext NULL;
>>> changes 0015_null_again
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NULL;
>>> changes 0015_null_again --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` ALTER COLUMN `rank` SET DEFAULT 'none';
UPDATE `changes_author` SET `rank` = 'none' WHERE `rank` IS NULL;
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `rank` DROP DEFAULT;
>>> changes 0016_not_null_one_off
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` ALTER COLUMN `rank` SET DEFAULT 'one\'s';
UPDATE `changes_author` SET `rank` = 'one\'s' WHERE `rank` IS NULL;
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NOT NULL;
ALTER TABLE `changes_author` ALTER COLUMN `rank` DROP DEFAULT;
>>> changes 0016_not_null_one_off --backwards
--
-- Alter field rank on Author
--
ALTER TABLE `changes_author` MODIFY `rank` varchar(10) NULL;
>>> changes 0017_only_choices
--
-- Alter field level on Author
--
-- (no-op)
>>> changes 0017_only_choices --backwards
--
-- Alter field level on Author
--
-- (no-op)
>>> changes 0018_rename
--
-- Rename field level on Author to degree
--
ALTER TABLE `changes_author` RENAME COLUMN `level` TO `degree`;
>>> changes 0018_rename --backwards
--
-- Rename field level on Author to degree
--
ALTER TABLE `changes_author` RENAME COLUMN `degree` TO `level`;
>>> changes 0019_rename_column
--
-- Alter field degree on Author
--
ALTER TABLE `changes_author` RENAME COLUMN `degree` TO `deg`;
>>> changes 0019_rename_column --backwards
--
-- Alter field degree on Author
--
ALTER TABLE `changes_author` RENAME COLUMN `deg` TO `degree`;
>>> changes 0020_rename_key
--
-- Rename field author on Book to writer
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_author_id_0d9799e7_fk_changes_author_id`;
ALTER TABLE `changes_book` RENAME COLUMN `author_id` TO `writer_id`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0020_rename_key --backwards
--
-- Rename field author on Book to writer
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` RENAME COLUMN `writer_id` TO `author_id`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_author_id_0d9799e7_fk_changes_author_id` FOREIGN KEY (`author_id`) REFERENCES `changes_author` (`id`);
>>> changes 0021_key_to_number
--
-- Alter field loose on Author
--
ALTER TABLE `changes_author` ADD CONSTRAINT `changes_author_loose_id_010832b8_fk_changes_book_id` FOREIGN KEY (`loose_id`) REFERENCES `changes_book` (`id`);
>>> changes 0021_key_to_number --backwards
--
-- Alter field loose on Author
--
ALTER TABLE `changes_author` DROP FOREIGN KEY `changes_author_loose_id_010832b8_fk_changes_book_id`;
>>> changes 0022_key_nullable
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0022_key_nullable --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` MODIFY `writer_id` integer NOT NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0023_key_without_index
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
DROP INDEX `changes_book_writer_id_11beef14_fk_changes_author_id` ON `changes_book`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0023_key_without_index --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
CREATE INDEX `changes_book_writer_id_11beef14` ON `changes_book` (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0024_key_to_one
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_uniq` UNIQUE (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0024_key_to_one --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` DROP INDEX `changes_book_writer_id_11beef14_uniq`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0025_one_to_key
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
ALTER TABLE `changes_book` DROP INDEX `changes_book_writer_id_11beef14_uniq`;
CREATE INDEX `changes_book_writer_id_11beef14` ON `changes_book` (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0025_one_to_key --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `changes_book` DROP FOREIGN KEY `changes_book_writer_id_11beef14_fk_changes_author_id`;
DROP INDEX `changes_book_writer_id_11beef14` ON `changes_book`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_uniq` UNIQUE (`writer_id`);
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_writer_id_11beef14_fk_changes_author_id` FOREIGN KEY (`writer_id`) REFERENCES `changes_author` (`id`);
>>> changes 0026_positive
--
-- Alter field pages on Book
--
ALTER TABLE `changes_book` DROP CHECK `changes_book_chk_1`;
ALTER TABLE `changes_book` MODIFY `pages` integer NULL;
>>> changes 0026_positive --backwards
--
-- Alter field pages on Book
--
ALTER TABLE `changes_book` MODIFY `pages` integer UNSIGNED NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_pages_e131654b_check` CHECK (`pages` >= 0);
>>> changes 0027_positive_again
--
-- Alter field pages on Book
--
ALTER TABLE `changes_book` MODIFY `pages` smallint UNSIGNED NULL;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_pages_e131654b_check` CHECK (`pages` >= 0);
>>> changes 0027_positive_again --backwards
--
-- Alter field pages on Book
--
ALTER TABLE `changes_book` DROP CHECK `changes_book_pages_e131654b_check`;
ALTER TABLE `changes_book` MODIFY `pages` integer NULL;
>>> changes 0028_rename_positive
--
-- Rename field pages on Book to sheets
--
ALTER TABLE `changes_book` DROP CHECK `changes_book_pages_e131654b_check`;
ALTER TABLE `changes_book` RENAME COLUMN `pages` TO `sheets`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_sheets_c3f22005_check` CHECK (`sheets` >= 0);
>>> changes 0028_rename_positive --backwards
--
-- Rename field pages on Book to sheets
--
ALTER TABLE `changes_book` DROP CHECK `changes_book_sheets_c3f22005_check`;
ALTER TABLE `changes_book` RENAME COLUMN `sheets` TO `pages`;
ALTER TABLE `changes_book` ADD CONSTRAINT `changes_book_pages_e131654b_check` CHECK (`pages` >= 0);
