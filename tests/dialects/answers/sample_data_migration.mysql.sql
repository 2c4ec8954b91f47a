>>> people 0001_initial
--
-- Create model Member
--
CREATE TABLE `people_member` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `first_name` varchar(50) NOT NULL, `last_name` varchar(50) NOT NULL);
>>> people 0001_initial --backwards
--
-- Create model Member
--
DROP TABLE `people_member` CASCADE;
>>> people 0002_member_full_name
--
-- Add field full_name to member
--
ALTER TABLE `people_member` ADD COLUMN `full_name` varchar(101) DEFAULT '' NOT NULL;
ALTER TABLE `people_member` ALTER COLUMN `full_name` DROP DEFAULT;
>>> people 0002_member_full_name --backwards
--
-- Add field full_name to member
--
ALTER TABLE `people_member` DROP COLUMN `full_name`;
>>> people 0003_fill_full_name
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
>>> people 0003_fill_full_name --backwards
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
