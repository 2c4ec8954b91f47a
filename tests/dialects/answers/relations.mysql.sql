>>> relations 0001_initial
--
-- Create model Tag
--
CREATE TABLE `relations_tag` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(20) NOT NULL);
--
-- Create model Post
--
CREATE TABLE `relations_post` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `title` varchar(20) NOT NULL);
CREATE TABLE `relations_post_tags` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `post_id` bigint NOT NULL, `tag_id` bigint NOT NULL);
CREATE TABLE `relations_post_related` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `from_post_id` bigint NOT NULL, `to_post_id` bigint NOT NULL);
--
-- Create model Comment
--
CREATE TABLE `relations_comment` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `post_id` bigint NOT NULL, `reply_to_id` bigint NULL);
ALTER TABLE `relations_post_tags` ADD CONSTRAINT `relations_post_tags_post_id_tag_id_3cc3cf5a_uniq` UNIQUE (`post_id`, `tag_id`);
ALTER TABLE `relations_post_tags` ADD CONSTRAINT `relations_post_tags_post_id_a535fb4f_fk_relations_post_id` FOREIGN KEY (`post_id`) REFERENCES `relations_post` (`id`);
ALTER TABLE `relations_post_tags` ADD CONSTRAINT `relations_post_tags_tag_id_7c08839d_fk_relations_tag_id` FOREIGN KEY (`tag_id`) REFERENCES `relations_tag` (`id`);
ALTER TABLE `relations_post_related` ADD CONSTRAINT `relations_post_related_from_post_id_to_post_id_39104f98_uniq` UNIQUE (`from_post_id`, `to_post_id`);
ALTER TABLE `relations_post_related` ADD CONSTRAINT `relations_post_relat_from_post_id_20f70545_fk_relations` FOREIGN KEY (`from_post_id`) REFERENCES `relations_post` (`id`);
ALTER TABLE `relations_post_related` ADD CONSTRAINT `relations_post_related_to_post_id_ac0cd83d_fk_relations_post_id` FOREIGN KEY (`to_post_id`) REFERENCES `relations_post` (`id`);
ALTER TABLE `relations_comment` ADD CONSTRAINT `relations_comment_post_id_8b551651_fk_relations_post_id` FOREIGN KEY (`post_id`) REFERENCES `relations_post` (`id`);
ALTER TABLE `relations_comment` ADD CONSTRAINT `relations_comment_reply_to_id_589cdabc_fk_relations_comment_id` FOREIGN KEY (`reply_to_id`) REFERENCES `relations_comment` (`id`);
>>> relations 0001_initial --backwards
--
-- Create model Comment
--
DROP TABLE `relations_comment` CASCADE;
--
-- Create model Post
--
DROP TABLE `relations_post_tags` CASCADE;
DROP TABLE `relations_post_related` CASCADE;
DROP TABLE `relations_post` CASCADE;
--
-- Create model Tag
--
DROP TABLE `relations_tag` CASCADE;
>>> relations 0002_rename_model
!ProgrammingError: (1146, "Table 'dialects_relations.relations_article_related' doesn't exist")
>>> relations 0002_rename_model --backwards
!ProgrammingError: (1146, "Table 'dialects_relations.relations_post_related' doesn't exist")
>>> relations 0003_rename_target
--
-- Rename model Tag to Label
--
RENAME TABLE `relations_tag` TO `relations_label`;
ALTER TABLE `relations_article_tags` DROP FOREIGN KEY `relations_post_tags_tag_id_7c08839d_fk_relations_tag_id`;
ALTER TABLE `relations_article_tags` RENAME COLUMN `tag_id` TO `label_id`;
ALTER TABLE `relations_article_tags` ADD CONSTRAINT `relations_article_tags_label_id_76e9597e_fk_relations_label_id` FOREIGN KEY (`label_id`) REFERENCES `relations_label` (`id`);
>>> relations 0003_rename_target --backwards
--
-- Rename model Tag to Label
--
RENAME TABLE `relations_label` TO `relations_tag`;
ALTER TABLE `relations_article_tags` DROP FOREIGN KEY `relations_article_tags_label_id_76e9597e_fk_relations_label_id`;
ALTER TABLE `relations_article_tags` RENAME COLUMN `label_id` TO `tag_id`;
ALTER TABLE `relations_article_tags` ADD CONSTRAINT `relations_article_tags_tag_id_581bc149_fk_relations_tag_id` FOREIGN KEY (`tag_id`) REFERENCES `relations_tag` (`id`);
>>> relations 0004_add_relation
--
-- Add field labels to Comment
--
CREATE TABLE `comment_labels` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `comment_id` bigint NOT NULL, `label_id` bigint NOT NULL);
ALTER TABLE `comment_labels` ADD CONSTRAINT `comment_labels_comment_id_label_id_619fe46a_uniq` UNIQUE (`comment_id`, `label_id`);
ALTER TABLE `comment_labels` ADD CONSTRAINT `comment_labels_comment_id_eece5ba3_fk_relations_comment_id` FOREIGN KEY (`comment_id`) REFERENCES `relations_comment` (`id`);
ALTER TABLE `comment_labels` ADD CONSTRAINT `comment_labels_label_id_6da961d4_fk_relations_label_id` FOREIGN KEY (`label_id`) REFERENCES `relations_label` (`id`);
>>> relations 0004_add_relation --backwards
--
-- Add field labels to Comment
--
DROP TABLE `comment_labels` CASCADE;
>>> relations 0005_other_target
--
-- Alter field labels on Comment
--
ALTER TABLE `comment_labels` DROP FOREIGN KEY `comment_labels_label_id_6da961d4_fk_relations_label_id`;
ALTER TABLE `comment_labels` RENAME COLUMN `label_id` TO `article_id`;
ALTER TABLE `comment_labels` ADD CONSTRAINT `comment_labels_article_id_f1d8cf50_fk_relations_article_id` FOREIGN KEY (`article_id`) REFERENCES `relations_article` (`id`);
>>> relations 0005_other_target --backwards
--
-- Alter field labels on Comment
--
ALTER TABLE `comment_labels` DROP FOREIGN KEY `comment_labels_article_id_f1d8cf50_fk_relations_article_id`;
ALTER TABLE `comment_labels` RENAME COLUMN `article_id` TO `label_id`;
ALTER TABLE `comment_labels` ADD CONSTRAINT `comment_labels_label_id_6da961d4_fk_relations_label_id` FOREIGN KEY (`label_id`) REFERENCES `relations_label` (`id`);
>>> relations 0006_rename_relation
--
-- Rename field tags on Article to labels
--
RENAME TABLE `relations_article_tags` TO `relations_article_labels`;
>>> relations 0006_rename_relation --backwards
--
-- Rename field tags on Article to labels
--
RENAME TABLE `relations_article_labels` TO `relations_article_tags`;
>>> relations 0007_remove_relation
--
-- Remove field labels from Comment
--
DROP TABLE `comment_labels` CASCADE;
>>> relations 0007_remove_relation --backwards
--
-- Remove field labels from Comment
--
CREATE TABLE `comment_labels` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `comment_id` bigint NOT NULL, `article_id` bigint NOT NULL);
ALTER TABLE `comment_labels` ADD CONSTRAINT `comment_labels_comment_id_article_id_2c428f60_uniq` UNIQUE (`comment_id`, `article_id`);
ALTER TABLE `comment_labels` ADD CONSTRAINT `comment_labels_comment_id_eece5ba3_fk_relations_comment_id` FOREIGN KEY (`comment_id`) REFERENCES `relations_comment` (`id`);
ALTER TABLE `comment_labels` ADD CONSTRAINT `comment_labels_article_id_f1d8cf50_fk_relations_article_id` FOREIGN KEY (`article_id`) REFERENCES `relations_article` (`id`);
>>> relations 0008_rename_table
--
-- Rename table for Article to articles
--
RENAME TABLE `relations_article` TO `articles`;
RENAME TABLE `relations_article_related` TO `articles_related`;
RENAME TABLE `relations_article_labels` TO `articles_labels`;
>>> relations 0008_rename_table --backwards
--
-- Rename table for Article to articles
--
RENAME TABLE `articles` TO `relations_article`;
RENAME TABLE `articles_related` TO `relations_article_related`;
RENAME TABLE `articles_labels` TO `relations_article_labels`;
>>> relations 0009_order
--
-- Set order_with_respect_to on Comment to post
--
ALTER TABLE `relations_comment` ADD COLUMN `_order` integer DEFAULT 0 NOT NULL;
ALTER TABLE `relations_comment` ALTER COLUMN `_order` DROP DEFAULT;
>>> relations 0009_order --backwards
--
-- Set order_with_respect_to on Comment to post
--
ALTER TABLE `relations_comment` DROP COLUMN `_order`;
>>> relations 0010_no_order
--
-- Set order_with_respect_to on Comment to None
--
ALTER TABLE `relations_comment` DROP COLUMN `_order`;
>>> relations 0010_no_order --backwards
--
-- Set order_with_respect_to on Comment to None
--
ALTER TABLE `relations_comment` ADD COLUMN `_order` integer DEFAULT 0 NOT NULL;
ALTER TABLE `relations_comment` ALTER COLUMN `_order` DROP DEFAULT;
>>> relations 0011_through
--
-- Create model Mark
--
CREATE TABLE `relations_mark` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `article_id` bigint NOT NULL, `label_id` bigint NOT NULL, `weight` integer NOT NULL);
--
-- Add field marked to Article
--
-- (no-op)
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_article_id_label_id_63be50fe_uniq` UNIQUE (`article_id`, `label_id`);
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_article_id_978380ab_fk_articles_id` FOREIGN KEY (`article_id`) REFERENCES `articles` (`id`);
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_label_id_38ed97dc_fk_relations_label_id` FOREIGN KEY (`label_id`) REFERENCES `relations_label` (`id`);
>>> relations 0011_through --backwards
--
-- Add field marked to Article
--
-- (no-op)
--
-- Create model Mark
--
DROP TABLE `relations_mark` CASCADE;
>>> relations 0012_remove_through
--
-- Remove field marked from Article
--
-- (no-op)
>>> relations 0012_remove_through --backwards
--
-- Remove field marked from Article
--
-- (no-op)
>>> relations 0013_drop_together
--
-- Alter unique_together for Mark (0 constraint(s))
--
CREATE INDEX `relations_mark_article_id_978380ab` ON `relations_mark` (`article_id`);
ALTER TABLE `relations_mark` DROP INDEX `relations_mark_article_id_label_id_63be50fe_uniq`;
>>> relations 0013_drop_together --backwards
--
-- Alter unique_together for Mark (0 constraint(s))
--
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_article_id_label_id_63be50fe_uniq` UNIQUE (`article_id`, `label_id`);
>>> relations 0014_other_together
--
-- Alter unique_together for Mark (1 constraint(s))
--
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_label_id_weight_d9b81818_uniq` UNIQUE (`label_id`, `weight`);
>>> relations 0014_other_together --backwards
--
-- Alter unique_together for Mark (1 constraint(s))
--
CREATE INDEX `relations_mark_label_id_38ed97dc` ON `relations_mark` (`label_id`);
ALTER TABLE `relations_mark` DROP INDEX `relations_mark_label_id_weight_d9b81818_uniq`;
>>> relations 0015_change_together
--
-- Alter unique_together for Mark (2 constraint(s))
--
CREATE INDEX `relations_mark_label_id_38ed97dc` ON `relations_mark` (`label_id`);
ALTER TABLE `relations_mark` DROP INDEX `relations_mark_label_id_weight_d9b81818_uniq`;
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_label_id_weight_article_id_951552be_uniq` UNIQUE (`label_id`, `weight`, `article_id`);
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_weight_article_id_c3ac2971_uniq` UNIQUE (`weight`, `article_id`);
>>> relations 0015_change_together --backwards
--
-- Alter unique_together for Mark (2 constraint(s))
--
ALTER TABLE `relations_mark` DROP INDEX `relations_mark_label_id_weight_article_id_951552be_uniq`;
ALTER TABLE `relations_mark` DROP INDEX `relations_mark_weight_article_id_c3ac2971_uniq`;
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_label_id_weight_d9b81818_uniq` UNIQUE (`label_id`, `weight`);
>>> relations 0016_created_with_order
--
-- Create model Line
--
CREATE TABLE `relations_line` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `comment_id` bigint NOT NULL, `_order` integer NOT NULL);
ALTER TABLE `relations_line` ADD CONSTRAINT `relations_line_comment_id_547eccdd_fk_relations_comment_id` FOREIGN KEY (`comment_id`) REFERENCES `relations_comment` (`id`);
>>> relations 0016_created_with_order --backwards
--
-- Create model Line
--
DROP TABLE `relations_line` CASCADE;
>>> relations 0017_delete
--
-- Delete model Mark
--
DROP TABLE `relations_mark` CASCADE;
>>> relations 0017_delete --backwards
--
-- Delete model Mark
--
CREATE TABLE `relations_mark` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `article_id` bigint NOT NULL, `label_id` bigint NOT NULL, `weight` integer NOT NULL);
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_label_id_weight_article_id_951552be_uniq` UNIQUE (`label_id`, `weight`, `article_id`);
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_weight_article_id_c3ac2971_uniq` UNIQUE (`weight`, `article_id`);
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_article_id_978380ab_fk_articles_id` FOREIGN KEY (`article_id`) REFERENCES `articles` (`id`);
ALTER TABLE `relations_mark` ADD CONSTRAINT `relations_mark_label_id_38ed97dc_fk_relations_label_id` FOREIGN KEY (`label_id`) REFERENCES `relations_label` (`id`);
>>> relations 0018_key_type
--
-- Alter field id on Label
--
ALTER TABLE `articles_labels` DROP FOREIGN KEY `relations_article_tags_label_id_76e9597e_fk_relations_label_id`;
ALTER TABLE `relations_label` MODIFY `id` integer AUTO_INCREMENT NOT NULL;
ALTER TABLE `articles_labels` MODIFY `label_id` integer NOT NULL;
ALTER TABLE `articles_labels` ADD CONSTRAINT `articles_labels_label_id_56d368f1_fk` FOREIGN KEY (`label_id`) REFERENCES `relations_label` (`id`);
>>> relations 0018_key_type --backwards
--
-- Alter field id on Label
--
ALTER TABLE `articles_labels` DROP FOREIGN KEY `articles_labels_label_id_56d368f1_fk`;
ALTER TABLE `relations_label` MODIFY `id` bigint AUTO_INCREMENT NOT NULL;
ALTER TABLE `articles_labels` MODIFY `label_id` bigint NOT NULL;
ALTER TABLE `articles_labels` ADD CONSTRAINT `articles_labels_label_id_56d368f1_fk` FOREIGN KEY (`label_id`) REFERENCES `relations_label` (`id`);
>>> relations 0019_rename_referred
--
-- Rename field reply_to on Comment to parent
--
ALTER TABLE `relations_comment` DROP FOREIGN KEY `relations_comment_reply_to_id_589cdabc_fk_relations_comment_id`;
ALTER TABLE `relations_comment` RENAME COLUMN `reply_to_id` TO `parent_id`;
ALTER TABLE `relations_comment` ADD CONSTRAINT `relations_comment_parent_id_224cbd53_fk_relations_comment_id` FOREIGN KEY (`parent_id`) REFERENCES `relations_comment` (`id`);
>>> relations 0019_rename_referred --backwards
--
-- Rename field reply_to on Comment to parent
--
ALTER TABLE `relations_comment` DROP FOREIGN KEY `relations_comment_parent_id_224cbd53_fk_relations_comment_id`;
ALTER TABLE `relations_comment` RENAME COLUMN `parent_id` TO `reply_to_id`;
ALTER TABLE `relations_comment` ADD CONSTRAINT `relations_comment_reply_to_id_589cdabc_fk_relations_comment_id` FOREIGN KEY (`reply_to_id`) REFERENCES `relations_comment` (`id`);
>>> relations 0020_rename_comment
!ProgrammingError: (1146, "Table 'dialects_relations.relations_remark' doesn't exist")
>>> relations 0020_rename_comment --backwards
!ProgrammingError: (1146, "Table 'dialects_relations.relations_comment' doesn't exist")
>>> relations 0021_long_names
--
-- Create model AModelWithANameThatIsVeryLongIndeedForATable
--
CREATE TABLE `relations_amodelwithanamethatisverylongindeedforatable` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `a_relation_to_another_model_with_a_long_name_id` bigint NOT NULL);
CREATE TABLE `relations_amodelwithanamethatisverylongindeedforatable_many_articles_of_the_same_kind_as_the_other` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `amodelwithanamethatisverylongindeedforatable_id` bigint NOT NULL, `article_id` bigint NOT NULL);
ALTER TABLE `relations_amodelwithanamethatisverylongindeedforatable` ADD CONSTRAINT `relations_amodelwith_a_relation_to_anothe_b8bc593a_fk_articles_` FOREIGN KEY (`a_relation_to_another_model_with_a_long_name_id`) REFERENCES `articles` (`id`);
ALTER TABLE `relations_amodelwithanamethatisverylongindeedforatable_many_articles_of_the_same_kind_as_the_other` ADD CONSTRAINT `relations_amodelwithanam_amodelwithanamethatisver_db083a82_uniq` UNIQUE (`amodelwithanamethatisverylongindeedforatable_id`, `article_id`);
ALTER TABLE `relations_amodelwithanamethatisverylongindeedforatable_many_articles_of_the_same_kind_as_the_other` ADD CONSTRAINT `relations_amodelwith_amodelwithanamethati_ee0cceed_fk_relations` FOREIGN KEY (`amodelwithanamethatisverylongindeedforatable_id`) REFERENCES `relations_amodelwithanamethatisverylongindeedforatable` (`id`);
ALTER TABLE `relations_amodelwithanamethatisverylongindeedforatable_many_articles_of_the_same_kind_as_the_other` ADD CONSTRAINT `relations_amodelwith_article_id_2051afba_fk_articles_` FOREIGN KEY (`article_id`) REFERENCES `articles` (`id`);
>>> relations 0021_long_names --backwards
--
-- Create model AModelWithANameThatIsVeryLongIndeedForATable
--
DROP TABLE `relations_amodelwithanamethatisverylongindeedforatable_many_articles_of_the_same_kind_as_the_other` CASCADE;
DROP TABLE `relations_amodelwithanamethatisverylongindeedforatable` CASCADE;
>>> relations 0022_index_together
--
-- Alter index_together for Article (1 constraint(s))
--
CREATE INDEX `articles_title_id_09f79304_idx` ON `articles` (`title`, `id`);
>>> relations 0022_index_together --backwards
--
-- Alter index_together for Article (1 constraint(s))
--
DROP INDEX `articles_title_id_09f79304_idx` ON `articles`;
>>> relations 0023_rename_unnamed
--
-- Rename unnamed index for ('title', 'id') on Article to article_named_idx
--
ALTER TABLE `articles` RENAME INDEX `articles_title_id_09f79304_idx` TO `article_named_idx`;
>>> relations 0023_rename_unnamed --backwards
--
-- Rename unnamed index for ('title', 'id') on Article to article_named_idx
--
-- (no-op)
