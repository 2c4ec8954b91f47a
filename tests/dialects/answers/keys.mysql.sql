>>> keys 0001_initial
--
-- Create model Author
--
CREATE TABLE `keys_author` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `nick` varchar(10) NOT NULL, `number` integer NULL UNIQUE, `city` varchar(30) NOT NULL, `trip` bigint NOT NULL, `books` integer UNSIGNED NOT NULL CHECK (`books` >= 0), `mentor_id` integer NULL);
--
-- Create model Book
--
CREATE TABLE `keys_book` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `title` varchar(50) NOT NULL, `writer_id` integer NULL);
ALTER TABLE `keys_author` ADD CONSTRAINT `keys_author_mentor_id_d62b9935_fk_keys_author_id` FOREIGN KEY (`mentor_id`) REFERENCES `keys_author` (`id`);
CREATE INDEX `keys_author_city_aa967346` ON `keys_author` (`city`);
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk_keys_author_id` FOREIGN KEY (`writer_id`) REFERENCES `keys_author` (`id`);
>>> keys 0001_initial --backwards
--
-- Create model Book
--
DROP TABLE `keys_book` CASCADE;
--
-- Create model Author
--
DROP TABLE `keys_author` CASCADE;
>>> keys 0002_big_key
--
-- Alter field id on Author
--
ALTER TABLE `keys_author` DROP FOREIGN KEY `keys_author_mentor_id_d62b9935_fk_keys_author_id`;
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk_keys_author_id`;
ALTER TABLE `keys_author` MODIFY `id` bigint AUTO_INCREMENT NOT NULL;
ALTER TABLE `keys_author` MODIFY `mentor_id` bigint NULL;
ALTER TABLE `keys_book` MODIFY `writer_id` bigint NULL;
ALTER TABLE `keys_author` ADD CONSTRAINT `keys_author_mentor_id_d62b9935_fk` FOREIGN KEY (`mentor_id`) REFERENCES `keys_author` (`id`);
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk` FOREIGN KEY (`writer_id`) REFERENCES `keys_author` (`id`);
>>> keys 0002_big_key --backwards
--
-- Alter field id on Author
--
ALTER TABLE `keys_author` DROP FOREIGN KEY `keys_author_mentor_id_d62b9935_fk`;
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk`;
ALTER TABLE `keys_author` MODIFY `id` integer AUTO_INCREMENT NOT NULL;
ALTER TABLE `keys_author` MODIFY `mentor_id` integer NULL;
ALTER TABLE `keys_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `keys_author` ADD CONSTRAINT `keys_author_mentor_id_d62b9935_fk` FOREIGN KEY (`mentor_id`) REFERENCES `keys_author` (`id`);
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk` FOREIGN KEY (`writer_id`) REFERENCES `keys_author` (`id`);
>>> keys 0003_plain_key
--
-- Alter field id on Author
--
ALTER TABLE `keys_author` DROP FOREIGN KEY `keys_author_mentor_id_d62b9935_fk`;
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk`;
ALTER TABLE `keys_author` MODIFY `id` integer NOT NULL;
ALTER TABLE `keys_author` MODIFY `mentor_id` integer NULL;
ALTER TABLE `keys_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `keys_author` ADD CONSTRAINT `keys_author_mentor_id_d62b9935_fk` FOREIGN KEY (`mentor_id`) REFERENCES `keys_author` (`id`);
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk` FOREIGN KEY (`writer_id`) REFERENCES `keys_author` (`id`);
>>> keys 0003_plain_key --backwards
--
-- Alter field id on Author
--
ALTER TABLE `keys_author` DROP FOREIGN KEY `keys_author_mentor_id_d62b9935_fk`;
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk`;
ALTER TABLE `keys_author` MODIFY `id` bigint AUTO_INCREMENT NOT NULL;
ALTER TABLE `keys_author` MODIFY `mentor_id` bigint NULL;
ALTER TABLE `keys_book` MODIFY `writer_id` bigint NULL;
ALTER TABLE `keys_author` ADD CONSTRAINT `keys_author_mentor_id_d62b9935_fk` FOREIGN KEY (`mentor_id`) REFERENCES `keys_author` (`id`);
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk` FOREIGN KEY (`writer_id`) REFERENCES `keys_author` (`id`);
>>> keys 0004_auto_again
--
-- Alter field id on Author
--
ALTER TABLE `keys_author` DROP FOREIGN KEY `keys_author_mentor_id_d62b9935_fk`;
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk`;
ALTER TABLE `keys_author` MODIFY `id` integer AUTO_INCREMENT NOT NULL;
ALTER TABLE `keys_author` MODIFY `mentor_id` integer NULL;
ALTER TABLE `keys_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `keys_author` ADD CONSTRAINT `keys_author_mentor_id_d62b9935_fk` FOREIGN KEY (`mentor_id`) REFERENCES `keys_author` (`id`);
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk` FOREIGN KEY (`writer_id`) REFERENCES `keys_author` (`id`);
>>> keys 0004_auto_again --backwards
--
-- Alter field id on Author
--
ALTER TABLE `keys_author` DROP FOREIGN KEY `keys_author_mentor_id_d62b9935_fk`;
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk`;
ALTER TABLE `keys_author` MODIFY `id` integer NOT NULL;
ALTER TABLE `keys_author` MODIFY `mentor_id` integer NULL;
ALTER TABLE `keys_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `keys_author` ADD CONSTRAINT `keys_author_mentor_id_d62b9935_fk` FOREIGN KEY (`mentor_id`) REFERENCES `keys_author` (`id`);
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk` FOREIGN KEY (`writer_id`) REFERENCES `keys_author` (`id`);
>>> keys 0005_other_key
--
-- Alter field writer on Book
--
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk`;
ALTER TABLE `keys_book` MODIFY `writer_id` bigint NULL;
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk_keys_book_id` FOREIGN KEY (`writer_id`) REFERENCES `keys_book` (`id`);
>>> keys 0005_other_key --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk_keys_book_id`;
ALTER TABLE `keys_book` MODIFY `writer_id` integer NULL;
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk_keys_author_id` FOREIGN KEY (`writer_id`) REFERENCES `keys_author` (`id`);
>>> keys 0006_key_to_plain
--
-- Alter field writer on Book
--
ALTER TABLE `keys_book` DROP FOREIGN KEY `keys_book_writer_id_e38d03fd_fk_keys_book_id`;
DROP INDEX `keys_book_writer_id_e38d03fd_fk_keys_book_id` ON `keys_book`;
ALTER TABLE `keys_book` MODIFY `writer_id` integer NULL;
>>> keys 0006_key_to_plain --backwards
--
-- Alter field writer on Book
--
ALTER TABLE `keys_book` MODIFY `writer_id` bigint NULL;
CREATE INDEX `keys_book_writer_id_e38d03fd` ON `keys_book` (`writer_id`);
ALTER TABLE `keys_book` ADD CONSTRAINT `keys_book_writer_id_e38d03fd_fk_keys_book_id` FOREIGN KEY (`writer_id`) REFERENCES `keys_book` (`id`);
>>> keys 0007_remove_unique
--
-- Remove field number from Author
--
ALTER TABLE `keys_author` DROP COLUMN `number`;
>>> keys 0007_remove_unique --backwards
--
-- Remove field number from Author
--
ALTER TABLE `keys_author` ADD COLUMN `number` integer NULL UNIQUE;
>>> keys 0008_remove_indexed
--
-- Remove field city from Author
--
ALTER TABLE `keys_author` DROP COLUMN `city`;
>>> keys 0008_remove_indexed --backwards
--
-- Remove field city from Author
--
ALTER TABLE `keys_author` ADD COLUMN `city` varchar(30) DEFAULT '' NOT NULL;
ALTER TABLE `keys_author` ALTER COLUMN `city` DROP DEFAULT;
CREATE INDEX `keys_author_city_aa967346` ON `keys_author` (`city`);
>>> keys 0009_remove_key
--
-- Remove field mentor from Author
--
ALTER TABLE `keys_author` DROP FOREIGN KEY `keys_author_mentor_id_d62b9935_fk`;
ALTER TABLE `keys_author` DROP COLUMN `mentor_id`;
>>> keys 0009_remove_key --backwards
--
-- Remove field mentor from Author
--
ALTER TABLE `keys_author` ADD COLUMN `mentor_id` integer NULL , ADD CONSTRAINT `keys_author_mentor_id_d62b9935_fk_keys_author_id` FOREIGN KEY (`mentor_id`) REFERENCES `keys_author`(`id`);
>>> keys 0010_remove_positive
--
-- Remove field books from Author
--
ALTER TABLE `keys_author` DROP COLUMN `books`;
>>> keys 0010_remove_positive --backwards
--
-- Remove field books from Author
--
ALTER TABLE `keys_author` ADD COLUMN `books` integer UNSIGNED DEFAULT 0 NOT NULL CHECK (`books` >= 0);
ALTER TABLE `keys_author` ALTER COLUMN `books` DROP DEFAULT;
>>> keys 0011_several
--
-- Add field isbn to Book
--
ALTER TABLE `keys_book` ADD COLUMN `isbn` varchar(13) NULL UNIQUE;
--
-- Alter field isbn on Book
--
ALTER TABLE `keys_book` MODIFY `isbn` varchar(17) NULL;
--
-- Rename field isbn on Book to number
--
ALTER TABLE `keys_book` RENAME COLUMN `isbn` TO `number`;
>>> keys 0011_several --backwards
--
-- Rename field isbn on Book to number
--
ALTER TABLE `keys_book` RENAME COLUMN `number` TO `isbn`;
--
-- Alter field isbn on Book
--
ALTER TABLE `keys_book` MODIFY `isbn` varchar(13) NULL;
--
-- Add field isbn to Book
--
ALTER TABLE `keys_book` DROP COLUMN `isbn`;
>>> keys 0012_indexed_then_removed
--
-- Add field shelf to Book
--
ALTER TABLE `keys_book` ADD COLUMN `shelf` varchar(5) DEFAULT 'a' NOT NULL;
ALTER TABLE `keys_book` ALTER COLUMN `shelf` DROP DEFAULT;
--
-- Remove field shelf from Book
--
ALTER TABLE `keys_book` DROP COLUMN `shelf`;
>>> keys 0012_indexed_then_removed --backwards
--
-- Remove field shelf from Book
--
ALTER TABLE `keys_book` ADD COLUMN `shelf` varchar(5) DEFAULT 'a' NOT NULL;
ALTER TABLE `keys_book` ALTER COLUMN `shelf` DROP DEFAULT;
--
-- Add field shelf to Book
--
ALTER TABLE `keys_book` DROP COLUMN `shelf`;
>>> keys 0013_renamed_while_waiting
!ProgrammingError: (1146, "Table 'dialects_keys.keys_page' doesn't exist")
>>> keys 0013_renamed_while_waiting --backwards
!ProgrammingError: (1146, "Table 'dialects_keys.keys_page' doesn't exist")
>>> keys 0014_unique_slug
--
-- Alter field nick on Author
--
ALTER TABLE `keys_author` ADD CONSTRAINT `keys_author_nick_87bb18ae_uniq` UNIQUE (`nick`);
>>> keys 0014_unique_slug --backwards
--
-- Alter field nick on Author
--
ALTER TABLE `keys_author` DROP INDEX `keys_author_nick_87bb18ae_uniq`;
>>> keys 0015_number_not_null
--
-- Alter field words on Leaf
--
ALTER TABLE `keys_leaf` MODIFY `words` varchar(9) NULL;
>>> keys 0015_number_not_null --backwards
--
-- Alter field words on Leaf
--
ALTER TABLE `keys_leaf` MODIFY `words` varchar(9) NOT NULL;
>>> keys 0016_new_primary_key
--
-- Create model Thing
--
CREATE TABLE `keys_thing` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `code` varchar(9) NOT NULL UNIQUE);
--
-- Create model Part
--
CREATE TABLE `keys_part` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `thing_id` varchar(9) NOT NULL);
ALTER TABLE `keys_part` ADD CONSTRAINT `keys_part_thing_id_b33740ee_fk_keys_thing_code` FOREIGN KEY (`thing_id`) REFERENCES `keys_thing` (`code`);
>>> keys 0016_new_primary_key --backwards
--
-- Create model Part
--
DROP TABLE `keys_part` CASCADE;
--
-- Create model Thing
--
DROP TABLE `keys_thing` CASCADE;
>>> keys 0017_target_longer
--
-- Alter field code on Thing
--
ALTER TABLE `keys_part` DROP FOREIGN KEY `keys_part_thing_id_b33740ee_fk_keys_thing_code`;
ALTER TABLE `keys_thing` MODIFY `code` varchar(20) NOT NULL;
ALTER TABLE `keys_part` MODIFY `thing_id` varchar(20) NOT NULL;
ALTER TABLE `keys_part` ADD CONSTRAINT `keys_part_thing_id_b33740ee_fk` FOREIGN KEY (`thing_id`) REFERENCES `keys_thing` (`code`);
>>> keys 0017_target_longer --backwards
--
-- Alter field code on Thing
--
ALTER TABLE `keys_part` DROP FOREIGN KEY `keys_part_thing_id_b33740ee_fk`;
ALTER TABLE `keys_thing` MODIFY `code` varchar(9) NOT NULL;
ALTER TABLE `keys_part` MODIFY `thing_id` varchar(9) NOT NULL;
ALTER TABLE `keys_part` ADD CONSTRAINT `keys_part_thing_id_b33740ee_fk` FOREIGN KEY (`thing_id`) REFERENCES `keys_thing` (`code`);
>>> keys 0018_duration
--
-- Alter field trip on Author
--
ALTER TABLE `keys_author` MODIFY `trip` varchar(40) NOT NULL;
ALTER TABLE `keys_author` MODIFY `trip` varchar(40) NULL;
>>> keys 0018_duration --backwards
--
-- Alter field trip on Author
--
ALTER TABLE `keys_author` MODIFY `trip` bigint NULL;
ALTER TABLE `keys_author` ALTER COLUMN `trip` SET DEFAULT 86400000000;
UPDATE `keys_author` SET `trip` = 86400000000 WHERE `trip` IS NULL;
ALTER TABLE `keys_author` MODIFY `trip` bigint NOT NULL;
ALTER TABLE `keys_author` ALTER COLUMN `trip` DROP DEFAULT;
