>>> indexes 0001_initial
--
-- Create model Item
--
CREATE TABLE `indexes_item` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(40) NOT NULL, `kind` varchar(10) NOT NULL, `price` numeric(8, 2) NOT NULL, `sale` numeric(8, 2) NULL, `count` integer NOT NULL, `live` bool NOT NULL, `made` date NOT NULL, `seen` datetime(6) NULL, `data` json NOT NULL, `token` char(32) NULL, `owner_id` bigint NULL);
ALTER TABLE `indexes_item` ADD CONSTRAINT `indexes_item_owner_id_5a5d2729_fk_indexes_item_id` FOREIGN KEY (`owner_id`) REFERENCES `indexes_item` (`id`);
>>> indexes 0001_initial --backwards
--
-- Create model Item
--
DROP TABLE `indexes_item` CASCADE;
>>> indexes 0002_index
--
-- Create index item_name_idx on field(s) name of model Item
--
CREATE INDEX `item_name_idx` ON `indexes_item` (`name`);
>>> indexes 0002_index --backwards
--
-- Create index item_name_idx on field(s) name of model Item
--
DROP INDEX `item_name_idx` ON `indexes_item`;
>>> indexes 0003_descending
--
-- Create index item_made_idx on field(s) -made, name of model Item
--
CREATE INDEX `item_made_idx` ON `indexes_item` (`made` DESC, `name`);
>>> indexes 0003_descending --backwards
--
-- Create index item_made_idx on field(s) -made, name of model Item
--
DROP INDEX `item_made_idx` ON `indexes_item`;
>>> indexes 0004_partial
--
-- Create index item_live_idx on field(s) kind of model Item
--
CREATE INDEX `item_live_idx` ON `indexes_item` (`kind`);
>>> indexes 0004_partial --backwards
--
-- Create index item_live_idx on field(s) kind of model Item
--
DROP INDEX `item_live_idx` ON `indexes_item`;
>>> indexes 0005_covering
--
-- Create index item_cover_idx on field(s) kind of model Item
--
CREATE INDEX `item_cover_idx` ON `indexes_item` (`kind`);
>>> indexes 0005_covering --backwards
--
-- Create index item_cover_idx on field(s) kind of model Item
--
DROP INDEX `item_cover_idx` ON `indexes_item`;
>>> indexes 0006_opclass
--
-- Create index item_ops_idx on field(s) name, kind of model Item
--
CREATE INDEX `item_ops_idx` ON `indexes_item` (`name`, `kind`);
>>> indexes 0006_opclass --backwards
--
-- Create index item_ops_idx on field(s) name, kind of model Item
--
DROP INDEX `item_ops_idx` ON `indexes_item`;
>>> indexes 0007_expression
--
-- Create index item_lower_idx on Lower(F(name)) on model Item
--
CREATE INDEX `item_lower_idx` ON `indexes_item` ((LOWER(`name`)));
>>> indexes 0007_expression --backwards
--
-- Create index item_lower_idx on Lower(F(name)) on model Item
--
DROP INDEX `item_lower_idx` ON `indexes_item`;
>>> indexes 0008_expressions
--
-- Create index item_many_idx on OrderBy(Upper(F(name)), descending=True), F(price) * Value(2), F(kind) on model Item
--
CREATE INDEX `item_many_idx` ON `indexes_item` ((UPPER(`name`)) DESC, ((`price` * 2)), `kind`);
>>> indexes 0008_expressions --backwards
--
-- Create index item_many_idx on OrderBy(Upper(F(name)), descending=True), F(price) * Value(2), F(kind) on model Item
--
DROP INDEX `item_many_idx` ON `indexes_item`;
>>> indexes 0009_collated
--
-- Create index item_coll_idx on Collate(F(name)) on model Item
--
CREATE INDEX `item_coll_idx` ON `indexes_item` ((`name` COLLATE `utf8mb4_bin`));
>>> indexes 0009_collated --backwards
--
-- Create index item_coll_idx on Collate(F(name)) on model Item
--
DROP INDEX `item_coll_idx` ON `indexes_item`;
>>> indexes 0010_nulls_last
--
-- Create index item_seen_idx on OrderBy(F(seen), descending=True) on model Item
--
CREATE INDEX `item_seen_idx` ON `indexes_item` (`seen` DESC);
>>> indexes 0010_nulls_last --backwards
--
-- Create index item_seen_idx on OrderBy(F(seen), descending=True) on model Item
--
DROP INDEX `item_seen_idx` ON `indexes_item`;
>>> indexes 0011_rename
--
-- Rename index item_name_idx on Item to item_title_idx
--
ALTER TABLE `indexes_item` RENAME INDEX `item_name_idx` TO `item_title_idx`;
>>> indexes 0011_rename --backwards
--
-- Rename index item_name_idx on Item to item_title_idx
--
ALTER TABLE `indexes_item` RENAME INDEX `item_title_idx` TO `item_name_idx`;
>>> indexes 0012_remove
--
-- Remove index item_title_idx from Item
--
DROP INDEX `item_title_idx` ON `indexes_item`;
>>> indexes 0012_remove --backwards
--
-- Remove index item_title_idx from Item
--
CREATE INDEX `item_title_idx` ON `indexes_item` (`name`);
>>> indexes 0013_remove_expression
--
-- Remove index item_lower_idx from Item
--
DROP INDEX `item_lower_idx` ON `indexes_item`;
>>> indexes 0013_remove_expression --backwards
--
-- Remove index item_lower_idx from Item
--
CREATE INDEX `item_lower_idx` ON `indexes_item` ((LOWER(`name`)));
>>> indexes 0014_check
--
-- Create constraint count_positive on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `count_positive` CHECK (`count` >= 0);
>>> indexes 0014_check --backwards
--
-- Create constraint count_positive on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `count_positive`;
>>> indexes 0015_check_fields
--
-- Create constraint sale_is_less on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `sale_is_less` CHECK ((`sale` < (`price`) OR `sale` IS NULL));
>>> indexes 0015_check_fields --backwards
--
-- Create constraint sale_is_less on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `sale_is_less`;
>>> indexes 0016_check_text
--
-- Create constraint check_text on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_text` CHECK ((`name` LIKE BINARY 'a\\%%' AND NOT (`kind` LIKE '%it\'s%')));
>>> indexes 0016_check_text --backwards
--
-- Create constraint check_text on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_text`;
>>> indexes 0017_check_in
--
-- Create constraint check_in on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_in` CHECK (`kind` IN ('a', 'b', 'c'));
>>> indexes 0017_check_in --backwards
--
-- Create constraint check_in on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_in`;
>>> indexes 0018_check_range
--
-- Create constraint check_range on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_range` CHECK ((`count` BETWEEN 1 AND 10 AND `made` >= '2020-01-01'));
>>> indexes 0018_check_range --backwards
--
-- Create constraint check_range on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_range`;
>>> indexes 0019_check_moment
--
-- Create constraint check_moment on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_moment` CHECK (`seen` > '2020-01-01 00:00:00');
>>> indexes 0019_check_moment --backwards
--
-- Create constraint check_moment on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_moment`;
>>> indexes 0020_check_year
--
-- Create constraint check_year on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_year` CHECK ((`made` BETWEEN '2024-01-01' AND '2024-12-31' OR EXTRACT(MONTH FROM `made`) = 3));
>>> indexes 0020_check_year --backwards
--
-- Create constraint check_year on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_year`;
>>> indexes 0021_check_json
--
-- Create constraint check_json on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_json` CHECK ((JSON_EXTRACT(`data`, '$.\"key\"') = JSON_EXTRACT('\"x\"', '$') OR JSON_CONTAINS_PATH(`data`, 'one', '$.\"y\"')));
>>> indexes 0021_check_json --backwards
--
-- Create constraint check_json on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_json`;
>>> indexes 0022_check_regex
--
-- Create constraint check_regex on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_regex` CHECK ((REGEXP_LIKE(`name`, '^[a-z]+$', 'c') OR `name` LIKE 'Any'));
>>> indexes 0022_check_regex --backwards
--
-- Create constraint check_regex on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_regex`;
>>> indexes 0023_check_boolean
--
-- Create constraint check_boolean on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_boolean` CHECK ((`live` = b'1' XOR `count` = 0));
>>> indexes 0023_check_boolean --backwards
--
-- Create constraint check_boolean on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_boolean`;
>>> indexes 0024_check_function
--
-- Create constraint check_function on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_function` CHECK (CHAR_LENGTH(`name`) > 2);
>>> indexes 0024_check_function --backwards
--
-- Create constraint check_function on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_function`;
>>> indexes 0025_check_decimal
--
-- Create constraint check_decimal on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `check_decimal` CHECK ((`price` > 1.50 AND `token` = '12345678123456781234567812345678'));
>>> indexes 0025_check_decimal --backwards
--
-- Create constraint check_decimal on model Item
--
ALTER TABLE `indexes_item` DROP CHECK `check_decimal`;
>>> indexes 0026_unique
--
-- Create constraint unique_name on model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `unique_name` UNIQUE (`name`, `kind`);
>>> indexes 0026_unique --backwards
--
-- Create constraint unique_name on model Item
--
ALTER TABLE `indexes_item` DROP INDEX `unique_name`;
>>> indexes 0027_unique_partial
--
-- Create constraint unique_live on model Item
--
-- (no-op)
>>> indexes 0027_unique_partial --backwards
--
-- Create constraint unique_live on model Item
--
-- (no-op)
>>> indexes 0028_unique_deferred
--
-- Create constraint unique_deferred on model Item
--
-- (no-op)
>>> indexes 0028_unique_deferred --backwards
--
-- Create constraint unique_deferred on model Item
--
-- (no-op)
>>> indexes 0029_unique_immediate
--
-- Create constraint unique_immediate on model Item
--
-- (no-op)
>>> indexes 0029_unique_immediate --backwards
--
-- Create constraint unique_immediate on model Item
--
-- (no-op)
>>> indexes 0030_unique_covering
--
-- Create constraint unique_covering on model Item
--
-- (no-op)
>>> indexes 0030_unique_covering --backwards
--
-- Create constraint unique_covering on model Item
--
-- (no-op)
>>> indexes 0031_unique_expression
--
-- Create constraint unique_lower on model Item
--
CREATE UNIQUE INDEX `unique_lower` ON `indexes_item` ((LOWER(`name`)), `kind`);
>>> indexes 0031_unique_expression --backwards
--
-- Create constraint unique_lower on model Item
--
DROP INDEX `unique_lower` ON `indexes_item`;
>>> indexes 0032_unique_nulls
--
-- Create constraint unique_nulls on model Item
--
-- (no-op)
>>> indexes 0032_unique_nulls --backwards
--
-- Create constraint unique_nulls on model Item
--
-- (no-op)
>>> indexes 0033_unique_opclass
--
-- Create constraint unique_ops on model Item
--
CREATE UNIQUE INDEX `unique_ops` ON `indexes_item` (`kind`);
>>> indexes 0033_unique_opclass --backwards
--
-- Create constraint unique_ops on model Item
--
DROP INDEX `unique_ops` ON `indexes_item`;
>>> indexes 0034_remove_check
--
-- Remove constraint count_positive from model Item
--
ALTER TABLE `indexes_item` DROP CHECK `count_positive`;
>>> indexes 0034_remove_check --backwards
--
-- Remove constraint count_positive from model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `count_positive` CHECK (`count` >= 0);
>>> indexes 0035_remove_unique
--
-- Remove constraint unique_name from model Item
--
ALTER TABLE `indexes_item` DROP INDEX `unique_name`;
>>> indexes 0035_remove_unique --backwards
--
-- Remove constraint unique_name from model Item
--
ALTER TABLE `indexes_item` ADD CONSTRAINT `unique_name` UNIQUE (`name`, `kind`);
>>> indexes 0036_remove_partial
--
-- Remove constraint unique_live from model Item
--
-- (no-op)
>>> indexes 0036_remove_partial --backwards
--
-- Remove constraint unique_live from model Item
--
-- (no-op)
>>> indexes 0037_remove_deferred
--
-- Remove constraint unique_deferred from model Item
--
-- (no-op)
>>> indexes 0037_remove_deferred --backwards
--
-- Remove constraint unique_deferred from model Item
--
-- (no-op)
>>> indexes 0038_remove_lower
--
-- Remove constraint unique_lower from model Item
--
DROP INDEX `unique_lower` ON `indexes_item`;
>>> indexes 0038_remove_lower --backwards
--
-- Remove constraint unique_lower from model Item
--
CREATE UNIQUE INDEX `unique_lower` ON `indexes_item` ((LOWER(`name`)), `kind`);
>>> indexes 0039_created_with
--
-- Create model Stock
--
CREATE TABLE `indexes_stock` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `item_id` bigint NOT NULL, `code` varchar(9) NOT NULL, `amount` integer DEFAULT 0 NOT NULL);
ALTER TABLE `indexes_stock` ADD CONSTRAINT `indexes_stock_item_id_code_10e14f3a_uniq` UNIQUE (`item_id`, `code`);
ALTER TABLE `indexes_stock` ADD CONSTRAINT `indexes_stock_item_id_2f77af8a_fk_indexes_item_id` FOREIGN KEY (`item_id`) REFERENCES `indexes_item` (`id`);
ALTER TABLE `indexes_stock` ADD CONSTRAINT `stock_amount` CHECK (`amount` >= 0);
ALTER TABLE `indexes_stock` ADD CONSTRAINT `stock_code` UNIQUE (`code`);
None;
CREATE UNIQUE INDEX `stock_upper` ON `indexes_stock` ((UPPER(`code`)));
None;
None;
CREATE INDEX `stock_code_idx` ON `indexes_stock` (`code`);
CREATE INDEX `stock_lower_idx` ON `indexes_stock` ((LOWER(`code`)));
>>> indexes 0039_created_with --backwards
--
-- Create model Stock
--
DROP TABLE `indexes_stock` CASCADE;
>>> indexes 0040_on_key
--
-- Create index stock_item_idx on field(s) item, amount of model Stock
--
CREATE INDEX `stock_item_idx` ON `indexes_stock` (`item_id`, `amount`);
>>> indexes 0040_on_key --backwards
--
-- Create index stock_item_idx on field(s) item, amount of model Stock
--
DROP INDEX `stock_item_idx` ON `indexes_stock`;
>>> indexes 0041_off_key
--
-- Remove index stock_item_idx from Stock
--
DROP INDEX `stock_item_idx` ON `indexes_stock`;
>>> indexes 0041_off_key --backwards
--
-- Remove index stock_item_idx from Stock
--
CREATE INDEX `stock_item_idx` ON `indexes_stock` (`item_id`, `amount`);
>>> indexes 0042_no_together
--
-- Alter unique_together for Stock (0 constraint(s))
--
CREATE INDEX `indexes_stock_item_id_2f77af8a` ON `indexes_stock` (`item_id`);
ALTER TABLE `indexes_stock` DROP INDEX `indexes_stock_item_id_code_10e14f3a_uniq`;
>>> indexes 0042_no_together --backwards
--
-- Alter unique_together for Stock (0 constraint(s))
--
ALTER TABLE `indexes_stock` ADD CONSTRAINT `indexes_stock_item_id_code_10e14f3a_uniq` UNIQUE (`item_id`, `code`);
>>> indexes 0043_alter_constraint
--
-- Alter constraint stock_code on Stock
--
-- (no-op)
>>> indexes 0043_alter_constraint --backwards
--
-- Alter constraint stock_code on Stock
--
-- (no-op)
>>> indexes 0044_remove_column
--
-- Remove field count from Item
--
ALTER TABLE `indexes_item` DROP COLUMN `count`;
>>> indexes 0044_remove_column --backwards
--
-- Remove field count from Item
--
ALTER TABLE `indexes_item` ADD COLUMN `count` integer NOT NULL;
>>> indexes 0045_partial_null
--
-- Create index item_part_idx on field(s) name of model Item
--
CREATE INDEX `item_part_idx` ON `indexes_item` (`name`);
>>> indexes 0045_partial_null --backwards
--
-- Create index item_part_idx on field(s) name of model Item
--
DROP INDEX `item_part_idx` ON `indexes_item`;
>>> indexes 0046_json_index
--
-- Create index item_json_idx on F(data__key) on model Item
--
CREATE INDEX `item_json_idx` ON `indexes_item` ((JSON_EXTRACT(`data`, '$.\"key\"')));
>>> indexes 0046_json_index --backwards
--
-- Create index item_json_idx on F(data__key) on model Item
--
DROP INDEX `item_json_idx` ON `indexes_item`;
>>> indexes 0047_truncated
--
-- Create index item_year_idx on ExtractYear(F(made)), Coalesce(F(sale), F(price)) on model Item
--
CREATE INDEX `item_year_idx` ON `indexes_item` ((EXTRACT(YEAR FROM `made`)), (COALESCE(`sale`, `price`)));
>>> indexes 0047_truncated --backwards
--
-- Create index item_year_idx on ExtractYear(F(made)), Coalesce(F(sale), F(price)) on model Item
--
DROP INDEX `item_year_idx` ON `indexes_item`;
