>>> blog 0001_initial
--
-- Create model Post
--
CREATE TABLE `blog_post` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `title` varchar(200) NOT NULL, `body` longtext NOT NULL);
>>> blog 0001_initial --backwards
--
-- Create model Post
--
DROP TABLE `blog_post` CASCADE;
>>> blog 0002_post_slug
--
-- Add field slug to post
--
ALTER TABLE `blog_post` ADD COLUMN `slug` varchar(50) DEFAULT '' NOT NULL;
ALTER TABLE `blog_post` ALTER COLUMN `slug` DROP DEFAULT;
CREATE INDEX `blog_post_slug_b95473f2` ON `blog_post` (`slug`);
>>> blog 0002_post_slug --backwards
--
-- Add field slug to post
--
ALTER TABLE `blog_post` DROP COLUMN `slug`;
>>> blog 0002_post_views
--
-- Add field views to post
--
ALTER TABLE `blog_post` ADD COLUMN `views` integer UNSIGNED DEFAULT 0 NOT NULL CHECK (`views` >= 0);
ALTER TABLE `blog_post` ALTER COLUMN `views` DROP DEFAULT;
>>> blog 0002_post_views --backwards
--
-- Add field views to post
--
ALTER TABLE `blog_post` DROP COLUMN `views`;
