>>> special 0001_initial
--
-- Create model Note
--
CREATE TABLE `special_note` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `text` longtext NOT NULL);
>>> special 0001_initial --backwards
--
-- Create model Note
--
DROP TABLE `special_note` CASCADE;
>>> special 0002_script
--
-- Raw SQL operation
--
INSERT INTO special_note (text) VALUES ('a;b');
UPDATE special_note SET text = '100%';
>>> special 0002_script --backwards
--
-- Raw SQL operation
--
DELETE FROM special_note;
>>> special 0003_statements
--
-- Raw SQL operation
--
DELETE FROM special_note;
INSERT INTO special_note (text) VALUES ('it\'s 5%');
>>> special 0003_statements --backwards
--
-- Raw SQL operation
--
UPDATE special_note SET text = b'NULL' WHERE id = 4;
>>> special 0004_noop
--
-- Raw SQL operation
--
-- (no-op)
>>> special 0004_noop --backwards
--
-- Raw SQL operation
--
-- (no-op)
>>> special 0005_python
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
>>> special 0005_python --backwards
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
>>> special 0006_separate
--
-- Custom state/database change combination
--
ALTER TABLE `special_note` ADD COLUMN `a` integer NULL;
>>> special 0006_separate --backwards
--
-- Custom state/database change combination
--
ALTER TABLE `special_note` DROP COLUMN `a`;
>>> special 0007_irreversible
--
-- Raw SQL operation
--
SELECT 1;
>>> special 0007_irreversible --backwards
!IrreversibleError: Operation <RunSQL 'SELECT 1'> in special.0007_irreversible is not reversible
>>> special 0008_not_atomic
--
-- Add field c to Note
--
ALTER TABLE `special_note` ADD COLUMN `c` varchar(3) NULL;
CREATE INDEX `special_note_c_64717d8a` ON `special_note` (`c`);
>>> special 0008_not_atomic --backwards
--
-- Add field c to Note
--
ALTER TABLE `special_note` DROP COLUMN `c`;
>>> special 0009_empty
No operations found.
>>> special 0009_empty --backwards
No operations found.
>>> special 0010_several
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
--
-- Create index note_c_idx on field(s) c of model Note
--
CREATE INDEX `note_c_idx` ON `special_note` (`c`);
--
-- Raw SQL operation
--
SELECT 2;
>>> special 0010_several --backwards
--
-- Raw SQL operation
--
SELECT 3;
--
-- Create index note_c_idx on field(s) c of model Note
--
DROP INDEX `note_c_idx` ON `special_note`;
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
