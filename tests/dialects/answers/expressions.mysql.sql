>>> expressions 0001_constants
--
-- Create model Constants
--
CREATE TABLE `expressions_constants` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `number` integer DEFAULT 42 NOT NULL, `text` varchar(20) DEFAULT 'it\'s 5% \\' NOT NULL, `body` longtext DEFAULT ('long') NOT NULL, `truth` bool DEFAULT b'1' NOT NULL, `price` numeric(6, 2) DEFAULT 1.50 NOT NULL, `ratio` double precision DEFAULT 0.25e0 NOT NULL, `day` date DEFAULT '2024-02-29' NOT NULL, `moment` datetime(6) DEFAULT '2024-02-29 12:00:00' NOT NULL, `hour` time(6) DEFAULT '01:02:03.000000' NOT NULL, `span` bigint DEFAULT 300000000 NOT NULL, `data` json DEFAULT ('{\"a\": [1, null]}') NOT NULL, `token` char(32) DEFAULT '12345678123456781234567812345678' NOT NULL);
>>> expressions 0001_constants --backwards
--
-- Create model Constants
--
DROP TABLE `expressions_constants` CASCADE;
>>> expressions 0002_expressions
--
-- Create model Computed
--
CREATE TABLE `expressions_computed` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `moment` datetime(6) DEFAULT (CURRENT_TIMESTAMP(6)) NOT NULL, `sum` integer DEFAULT ((1 + 2)) NOT NULL, `value` integer DEFAULT 9 NOT NULL, `pi` double precision DEFAULT (PI()) NOT NULL, `name` varchar(9) DEFAULT (LOWER('ABC')) NOT NULL, `blank` varchar(9) DEFAULT NULL NULL);
>>> expressions 0002_expressions --backwards
--
-- Create model Computed
--
DROP TABLE `expressions_computed` CASCADE;
>>> expressions 0003_add_constant
--
-- Add field level to Computed
--
ALTER TABLE `expressions_computed` ADD COLUMN `level` integer DEFAULT 5 NOT NULL;
>>> expressions 0003_add_constant --backwards
--
-- Add field level to Computed
--
ALTER TABLE `expressions_computed` DROP COLUMN `level`;
>>> expressions 0004_add_expression
--
-- Add field noted to Computed
--
ALTER TABLE `expressions_computed` ADD COLUMN `noted` datetime(6) DEFAULT (CURRENT_TIMESTAMP(6)) NULL;
>>> expressions 0004_add_expression --backwards
--
-- Add field noted to Computed
--
ALTER TABLE `expressions_computed` DROP COLUMN `noted`;
>>> expressions 0005_change
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` ALTER COLUMN `level` SET DEFAULT 6;
>>> expressions 0005_change --backwards
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` ALTER COLUMN `level` SET DEFAULT 5;
>>> expressions 0006_same
--
-- Alter field value on Computed
--
-- (no-op)
>>> expressions 0006_same --backwards
--
-- Alter field value on Computed
--
-- (no-op)
>>> expressions 0007_take_away
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` ALTER COLUMN `level` DROP DEFAULT;
>>> expressions 0007_take_away --backwards
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` ALTER COLUMN `level` SET DEFAULT 6;
>>> expressions 0008_give
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` ALTER COLUMN `level` SET DEFAULT 7;
ALTER TABLE `expressions_computed` MODIFY `level` integer DEFAULT 7 NULL;
>>> expressions 0008_give --backwards
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` ALTER COLUMN `level` DROP DEFAULT;
ALTER TABLE `expressions_computed` ALTER COLUMN `level` SET DEFAULT 6;
UPDATE `expressions_computed` SET `level` = 6 WHERE `level` IS NULL;
ALTER TABLE `expressions_computed` MODIFY `level` integer NOT NULL;
ALTER TABLE `expressions_computed` ALTER COLUMN `level` DROP DEFAULT;
>>> expressions 0009_not_null
--
-- Alter field level on Computed
--
UPDATE `expressions_computed` SET `level` = 7 WHERE `level` IS NULL;
ALTER TABLE `expressions_computed` MODIFY `level` integer DEFAULT 7 NOT NULL;
>>> expressions 0009_not_null --backwards
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` MODIFY `level` integer DEFAULT 7 NULL;
>>> expressions 0010_type_and_default
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` MODIFY `level` bigint DEFAULT 7 NOT NULL;
ALTER TABLE `expressions_computed` ALTER COLUMN `level` SET DEFAULT 8;
>>> expressions 0010_type_and_default --backwards
--
-- Alter field level on Computed
--
ALTER TABLE `expressions_computed` MODIFY `level` integer DEFAULT 8 NOT NULL;
ALTER TABLE `expressions_computed` ALTER COLUMN `level` SET DEFAULT 7;
>>> expressions 0011_text_default
--
-- Add field body to Computed
--
ALTER TABLE `expressions_computed` ADD COLUMN `body` longtext DEFAULT ('x') NOT NULL;
>>> expressions 0011_text_default --backwards
--
-- Add field body to Computed
--
ALTER TABLE `expressions_computed` DROP COLUMN `body`;
>>> expressions 0012_alter_text
--
-- Alter field body on Computed
--
ALTER TABLE `expressions_computed` ALTER COLUMN `body` SET DEFAULT ('y');
ALTER TABLE `expressions_computed` MODIFY `body` longtext DEFAULT ('y') NULL;
>>> expressions 0012_alter_text --backwards
--
-- Alter field body on Computed
--
ALTER TABLE `expressions_computed` ALTER COLUMN `body` SET DEFAULT ('x');
UPDATE `expressions_computed` SET `body` = ('x') WHERE `body` IS NULL;
ALTER TABLE `expressions_computed` MODIFY `body` longtext DEFAULT ('x') NOT NULL;
>>> expressions 0013_generated
--
-- Create model Rectangle
--
CREATE TABLE `expressions_rectangle` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `width` integer NOT NULL, `height` integer NOT NULL, `name` varchar(20) NOT NULL, `area` integer GENERATED ALWAYS AS ((`width` * `height`)) STORED, `upper` varchar(20) GENERATED ALWAYS AS (UPPER(`name`)) STORED);
>>> expressions 0013_generated --backwards
--
-- Create model Rectangle
--
DROP TABLE `expressions_rectangle` CASCADE;
>>> expressions 0014_add_generated
--
-- Add field label to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `label` varchar(40) GENERATED ALWAYS AS (CONCAT_WS('', `name`, CONCAT_WS('', '\'s ', CAST(`width` AS char(9))))) STORED UNIQUE;
>>> expressions 0014_add_generated --backwards
--
-- Add field label to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `label`;
>>> expressions 0015_case
--
-- Add field size to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `size` varchar(10) GENERATED ALWAYS AS (CASE WHEN `width` > 10 THEN 'big' ELSE 'small' END) STORED;
CREATE INDEX `expressions_rectangle_size_c7152dfe` ON `expressions_rectangle` (`size`);
>>> expressions 0015_case --backwards
--
-- Add field size to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `size`;
>>> expressions 0016_arithmetic
--
-- Add field ratio to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `ratio` double precision GENERATED ALWAYS AS ((((`width` / (`height` + 0.0)) + (`width` % 3)) - (POW(`height`,2)))) STORED;
>>> expressions 0016_arithmetic --backwards
--
-- Add field ratio to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `ratio`;
>>> expressions 0017_functions
--
-- Add field mixed to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `mixed` integer GENERATED ALWAYS AS ((GREATEST(ABS(`width`), COALESCE(`height`, 0)) + CHAR_LENGTH(`name`))) STORED;
>>> expressions 0017_functions --backwards
--
-- Add field mixed to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `mixed`;
>>> expressions 0018_texts
--
-- Add field part to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `part` varchar(3) GENERATED ALWAYS AS (SUBSTRING(`name`, 1, 3)) STORED;
>>> expressions 0018_texts --backwards
--
-- Add field part to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `part`;
>>> expressions 0019_more_texts
--
-- Add field trimmed to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `trimmed` longtext GENERATED ALWAYS AS (REPLACE(TRIM(`name`), 'a', 'b')) STORED;
>>> expressions 0019_more_texts --backwards
--
-- Add field trimmed to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `trimmed`;
>>> expressions 0020_bits
--
-- Add field bits to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `bits` integer GENERATED ALWAYS AS ((CONVERT((CONVERT(`width`&7, SIGNED))|8, SIGNED))) STORED;
>>> expressions 0020_bits --backwards
--
-- Add field bits to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `bits`;
>>> expressions 0021_rename_generated
--
-- Rename field area on Rectangle to surface
--
ALTER TABLE `expressions_rectangle` RENAME COLUMN `area` TO `surface`;
>>> expressions 0021_rename_generated --backwards
--
-- Rename field area on Rectangle to surface
--
ALTER TABLE `expressions_rectangle` RENAME COLUMN `surface` TO `area`;
>>> expressions 0022_remove_generated
--
-- Remove field upper from Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `upper`;
>>> expressions 0022_remove_generated --backwards
--
-- Remove field upper from Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `upper` varchar(20) GENERATED ALWAYS AS (UPPER(`name`)) STORED;
>>> expressions 0023_round
--
-- Add field rounded to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `rounded` numeric(8, 3) GENERATED ALWAYS AS (ROUND(CAST(`width` AS decimal(8, 3)), 1)) STORED;
>>> expressions 0023_round --backwards
--
-- Add field rounded to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `rounded`;
>>> expressions 0024_nullif
--
-- Add field maybe to Rectangle
--
ALTER TABLE `expressions_rectangle` ADD COLUMN `maybe` integer GENERATED ALWAYS AS (NULLIF(`width`, 0)) STORED;
>>> expressions 0024_nullif --backwards
--
-- Add field maybe to Rectangle
--
ALTER TABLE `expressions_rectangle` DROP COLUMN `maybe`;
>>> expressions 0025_random
--
-- Add field chance to Computed
--
ALTER TABLE `expressions_computed` ADD COLUMN `chance` double precision DEFAULT (RAND()) NOT NULL;
>>> expressions 0025_random --backwards
--
-- Add field chance to Computed
--
ALTER TABLE `expressions_computed` DROP COLUMN `chance`;
>>> expressions 0026_power
--
-- Add field root to Computed
--
ALTER TABLE `expressions_computed` ADD COLUMN `root` double precision DEFAULT (POWER(2, 3)) NOT NULL;
>>> expressions 0026_power --backwards
--
-- Add field root to Computed
--
ALTER TABLE `expressions_computed` DROP COLUMN `root`;
