>>> columns 0001_numbers
--
-- Create model Numbers
--
CREATE TABLE `columns_numbers` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `small` smallint NOT NULL, `medium` integer NULL, `large` bigint NOT NULL UNIQUE, `small_positive` smallint UNSIGNED NOT NULL CHECK (`small_positive` >= 0), `positive` integer UNSIGNED NOT NULL CHECK (`positive` >= 0), `large_positive` bigint UNSIGNED NULL CHECK (`large_positive` >= 0), `ratio` double precision NOT NULL, `price` numeric(10, 2) NOT NULL, `ready` bool NOT NULL);
CREATE INDEX `columns_numbers_ratio_4cbae481` ON `columns_numbers` (`ratio`);
>>> columns 0001_numbers --backwards
--
-- Create model Numbers
--
DROP TABLE `columns_numbers` CASCADE;
>>> columns 0002_texts
--
-- Create model Texts
--
CREATE TABLE `columns_texts` (`code` varchar(8) NOT NULL PRIMARY KEY, `title` varchar(80) NOT NULL, `email` varchar(254) NOT NULL UNIQUE, `slug` varchar(50) NOT NULL, `site` varchar(200) NOT NULL, `body` longtext NOT NULL, `file` varchar(100) NOT NULL, `path` varchar(100) NOT NULL, `address` char(39) NULL, `data` json NOT NULL, `blob` longblob NULL, `token` char(32) NOT NULL UNIQUE);
CREATE INDEX `columns_texts_title_1cc7982b` ON `columns_texts` (`title`);
CREATE INDEX `columns_texts_slug_961563b0` ON `columns_texts` (`slug`);
>>> columns 0002_texts --backwards
--
-- Create model Texts
--
DROP TABLE `columns_texts` CASCADE;
>>> columns 0003_times
--
-- Create model Times
--
CREATE TABLE `columns_times` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `day` date NOT NULL, `moment` datetime(6) NOT NULL, `hour` time(6) NULL, `span` bigint NOT NULL);
CREATE INDEX `columns_times_moment_79a4d6f0` ON `columns_times` (`moment`);
>>> columns 0003_times --backwards
--
-- Create model Times
--
DROP TABLE `columns_times` CASCADE;
>>> columns 0004_small_key
--
-- Create model Small
--
CREATE TABLE `columns_of_few_rows` (`id` smallint AUTO_INCREMENT NOT NULL PRIMARY KEY, `Unique Id` char(32) NOT NULL UNIQUE);
>>> columns 0004_small_key --backwards
--
-- Create model Small
--
DROP TABLE `columns_of_few_rows` CASCADE;
>>> columns 0005_uuid_key
--
-- Create model Keyed
--
CREATE TABLE `columns_keyed` (`key` char(32) NOT NULL PRIMARY KEY, `name` varchar(20) NULL UNIQUE);
>>> columns 0005_uuid_key --backwards
--
-- Create model Keyed
--
DROP TABLE `columns_keyed` CASCADE;
>>> columns 0006_comments
--
-- Create model Commented
--
CREATE TABLE `columns_commented` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(20)  COMMENT 'The name, with \'care\'' NOT NULL, `note` longtext  COMMENT 'A note' NULL);
ALTER TABLE `columns_commented` COMMENT = 'Rows with \"comments\"';
>>> columns 0006_comments --backwards
--
-- Create model Commented
--
DROP TABLE `columns_commented` CASCADE;
>>> columns 0007_add_commented
--
-- Add field age to Commented
--
ALTER TABLE `columns_commented` ADD COLUMN `age` integer  COMMENT 'In years' NULL;
>>> columns 0007_add_commented --backwards
--
-- Add field age to Commented
--
ALTER TABLE `columns_commented` DROP COLUMN `age`;
>>> columns 0008_alter_comment
--
-- Alter field name on Commented
--
ALTER TABLE `columns_commented` MODIFY `name` varchar(20) NOT NULL COMMENT 'Another';
>>> columns 0008_alter_comment --backwards
--
-- Alter field name on Commented
--
ALTER TABLE `columns_commented` MODIFY `name` varchar(20) NOT NULL COMMENT 'The name, with \'care\'';
>>> columns 0009_comment_and_type
--
-- Alter field note on Commented
--
ALTER TABLE `columns_commented` MODIFY `note` varchar(200) NULL;
>>> columns 0009_comment_and_type --backwards
--
-- Alter field note on Commented
--
ALTER TABLE `columns_commented` MODIFY `note` longtext NULL COMMENT 'A note';
>>> columns 0010_table_comment
--
-- Alter Commented table comment
--
ALTER TABLE `columns_commented` COMMENT = 'Changed: it\'s another';
>>> columns 0010_table_comment --backwards
--
-- Alter Commented table comment
--
ALTER TABLE `columns_commented` COMMENT = 'Rows with \"comments\"';
>>> columns 0011_no_table_comment
--
-- Alter Commented table comment
--
ALTER TABLE `columns_commented` COMMENT = '';
>>> columns 0011_no_table_comment --backwards
--
-- Alter Commented table comment
--
ALTER TABLE `columns_commented` COMMENT = 'Changed: it\'s another';
>>> columns 0012_collations
--
-- Create model Collated
--
CREATE TABLE `columns_collated` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(20) COLLATE `utf8mb4_bin` NOT NULL, `body` longtext COLLATE `utf8mb4_bin` NULL);
>>> columns 0012_collations --backwards
--
-- Create model Collated
--
DROP TABLE `columns_collated` CASCADE;
>>> columns 0013_alter_collation
--
-- Alter field name on Collated
--
ALTER TABLE `columns_collated` MODIFY `name` varchar(30) NOT NULL COLLATE `utf8mb4_bin`;
CREATE INDEX `columns_collated_name_8464d02e` ON `columns_collated` (`name`);
>>> columns 0013_alter_collation --backwards
--
-- Alter field name on Collated
--
DROP INDEX `columns_collated_name_8464d02e` ON `columns_collated`;
ALTER TABLE `columns_collated` MODIFY `name` varchar(20) NOT NULL COLLATE `utf8mb4_bin`;
>>> columns 0014_without_collation
--
-- Alter field body on Collated
--
ALTER TABLE `columns_collated` MODIFY `body` longtext NULL;
>>> columns 0014_without_collation --backwards
--
-- Alter field body on Collated
--
ALTER TABLE `columns_collated` MODIFY `body` longtext NULL COLLATE `utf8mb4_bin`;
>>> columns 0015_unique_collation
--
-- Add field code to Collated
--
ALTER TABLE `columns_collated` ADD COLUMN `code` varchar(5) COLLATE `utf8mb4_bin` NULL UNIQUE;
>>> columns 0015_unique_collation --backwards
--
-- Add field code to Collated
--
ALTER TABLE `columns_collated` DROP COLUMN `code`;
>>> columns 0016_tablespaces
--
-- Create model Spaced
--
CREATE TABLE `columns_spaced` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(20) NOT NULL UNIQUE, `place` integer NOT NULL);
CREATE INDEX `columns_spaced_place_0a1e85db` ON `columns_spaced` (`place`) ;
>>> columns 0016_tablespaces --backwards
--
-- Create model Spaced
--
DROP TABLE `columns_spaced` CASCADE;
>>> columns 0017_index_in_tablespace
--
-- Create index spaced_idx on field(s) name, -place of model Spaced
--
CREATE INDEX `spaced_idx` ON `columns_spaced` (`name`, `place` DESC) ;
>>> columns 0017_index_in_tablespace --backwards
--
-- Create index spaced_idx on field(s) name, -place of model Spaced
--
DROP INDEX `spaced_idx` ON `columns_spaced`;
>>> columns 0018_composite_key
--
-- Create model Composite
--
CREATE TABLE `columns_composite` (`tenant` integer NOT NULL, `number` varchar(10) NOT NULL, PRIMARY KEY (`tenant`, `number`));
>>> columns 0018_composite_key --backwards
--
-- Create model Composite
--
DROP TABLE `columns_composite` CASCADE;
>>> columns 0019_unlimited
--
-- Create model Generic
--
CREATE TABLE `columns_generic_table_with_a_long_name` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `a_column_with_a_name_that_is_so_long_that_it_nearly_fills` integer NOT NULL, `another_long_name_of_a_column_with_text` varchar(10) NOT NULL);
CREATE INDEX `columns_generic_table_with__a_column_with_a_name_that_i_58e1b5c5` ON `columns_generic_table_with_a_long_name` (`a_column_with_a_name_that_is_so_long_that_it_nearly_fills`);
CREATE INDEX `columns_generic_table_with__another_long_name_of_a_colu_e46c1328` ON `columns_generic_table_with_a_long_name` (`another_long_name_of_a_column_with_text`);
>>> columns 0019_unlimited --backwards
--
-- Create model Generic
--
DROP TABLE `columns_generic_table_with_a_long_name` CASCADE;
>>> columns 0020_delete
--
-- Delete model Texts
--
DROP TABLE `columns_texts` CASCADE;
>>> columns 0020_delete --backwards
--
-- Delete model Texts
--
CREATE TABLE `columns_texts` (`code` varchar(8) NOT NULL PRIMARY KEY, `title` varchar(80) NOT NULL, `email` varchar(254) NOT NULL UNIQUE, `slug` varchar(50) NOT NULL, `site` varchar(200) NOT NULL, `body` longtext NOT NULL, `file` varchar(100) NOT NULL, `path` varchar(100) NOT NULL, `address` char(39) NULL, `data` json NOT NULL, `blob` longblob NULL, `token` char(32) NOT NULL UNIQUE);
CREATE INDEX `columns_texts_title_1cc7982b` ON `columns_texts` (`title`);
CREATE INDEX `columns_texts_slug_961563b0` ON `columns_texts` (`slug`);
>>> columns 0021_rename_table
--
-- Rename table for Small to columns_renamed
--
RENAME TABLE `columns_of_few_rows` TO `columns_renamed`;
>>> columns 0021_rename_table --backwards
--
-- Rename table for Small to columns_renamed
--
RENAME TABLE `columns_renamed` TO `columns_of_few_rows`;
>>> columns 0022_default_table
--
-- Rename table for Small to (default)
--
RENAME TABLE `columns_renamed` TO `columns_small`;
>>> columns 0022_default_table --backwards
--
-- Rename table for Small to (default)
--
RENAME TABLE `columns_small` TO `columns_renamed`;
>>> columns 0023_unmanaged
--
-- Create model Unmanaged
--
-- (no-op)
>>> columns 0023_unmanaged --backwards
--
-- Create model Unmanaged
--
-- (no-op)
>>> columns 0024_proxy
--
-- Create proxy model NumbersProxy
--
-- (no-op)
>>> columns 0024_proxy --backwards
--
-- Create proxy model NumbersProxy
--
-- (no-op)
>>> columns 0025_inherited
--
-- Create model Child
--
CREATE TABLE `columns_child` (`numbers_ptr_id` bigint NOT NULL PRIMARY KEY, `extra` integer NOT NULL);
ALTER TABLE `columns_child` ADD CONSTRAINT `columns_child_numbers_ptr_id_270ce94a_fk_columns_numbers_id` FOREIGN KEY (`numbers_ptr_id`) REFERENCES `columns_numbers` (`id`);
>>> columns 0025_inherited --backwards
--
-- Create model Child
--
DROP TABLE `columns_child` CASCADE;
>>> columns 0026_options
--
-- Change Meta options on Numbers
--
-- (no-op)
>>> columns 0026_options --backwards
--
-- Change Meta options on Numbers
--
-- (no-op)
