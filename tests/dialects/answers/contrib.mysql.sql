>>> contenttypes 0001_initial
--
-- Create model ContentType
--
CREATE TABLE `django_content_type` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(100) NOT NULL, `app_label` varchar(100) NOT NULL, `model` varchar(100) NOT NULL);
--
-- Alter unique_together for contenttype (1 constraint(s))
--
ALTER TABLE `django_content_type` ADD CONSTRAINT `django_content_type_app_label_model_76bd3d3b_uniq` UNIQUE (`app_label`, `model`);
>>> contenttypes 0001_initial --backwards
--
-- Alter unique_together for contenttype (1 constraint(s))
--
ALTER TABLE `django_content_type` DROP INDEX `django_content_type_app_label_model_76bd3d3b_uniq`;
--
-- Create model ContentType
--
DROP TABLE `django_content_type` CASCADE;
>>> auth 0001_initial
--
-- Create model Permission
--
CREATE TABLE `auth_permission` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(50) NOT NULL, `content_type_id` integer NOT NULL, `codename` varchar(100) NOT NULL);
--
-- Create model Group
--
CREATE TABLE `auth_group` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(80) NOT NULL UNIQUE);
CREATE TABLE `auth_group_permissions` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `group_id` integer NOT NULL, `permission_id` integer NOT NULL);
--
-- Create model User
--
CREATE TABLE `auth_user` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `password` varchar(128) NOT NULL, `last_login` datetime(6) NOT NULL, `is_superuser` bool NOT NULL, `username` varchar(30) NOT NULL UNIQUE, `first_name` varchar(30) NOT NULL, `last_name` varchar(30) NOT NULL, `email` varchar(75) NOT NULL, `is_staff` bool NOT NULL, `is_active` bool NOT NULL, `date_joined` datetime(6) NOT NULL);
CREATE TABLE `auth_user_groups` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `user_id` integer NOT NULL, `group_id` integer NOT NULL);
CREATE TABLE `auth_user_user_permissions` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `user_id` integer NOT NULL, `permission_id` integer NOT NULL);
ALTER TABLE `auth_permission` ADD CONSTRAINT `auth_permission_content_type_id_codename_01ab375a_uniq` UNIQUE (`content_type_id`, `codename`);
ALTER TABLE `auth_permission` ADD CONSTRAINT `auth_permission_content_type_id_2f476e4b_fk_django_co` FOREIGN KEY (`content_type_id`) REFERENCES `django_content_type` (`id`);
ALTER TABLE `auth_group_permissions` ADD CONSTRAINT `auth_group_permissions_group_id_permission_id_0cd325b0_uniq` UNIQUE (`group_id`, `permission_id`);
ALTER TABLE `auth_group_permissions` ADD CONSTRAINT `auth_group_permissions_group_id_b120cbf9_fk_auth_group_id` FOREIGN KEY (`group_id`) REFERENCES `auth_group` (`id`);
ALTER TABLE `auth_group_permissions` ADD CONSTRAINT `auth_group_permissio_permission_id_84c5c92e_fk_auth_perm` FOREIGN KEY (`permission_id`) REFERENCES `auth_permission` (`id`);
ALTER TABLE `auth_user_groups` ADD CONSTRAINT `auth_user_groups_user_id_group_id_94350c0c_uniq` UNIQUE (`user_id`, `group_id`);
ALTER TABLE `auth_user_groups` ADD CONSTRAINT `auth_user_groups_user_id_6a12ed8b_fk_auth_user_id` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`);
ALTER TABLE `auth_user_groups` ADD CONSTRAINT `auth_user_groups_group_id_97559544_fk_auth_group_id` FOREIGN KEY (`group_id`) REFERENCES `auth_group` (`id`);
ALTER TABLE `auth_user_user_permissions` ADD CONSTRAINT `auth_user_user_permissions_user_id_permission_id_14a6b632_uniq` UNIQUE (`user_id`, `permission_id`);
ALTER TABLE `auth_user_user_permissions` ADD CONSTRAINT `auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`);
ALTER TABLE `auth_user_user_permissions` ADD CONSTRAINT `auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm` FOREIGN KEY (`permission_id`) REFERENCES `auth_permission` (`id`);
>>> auth 0001_initial --backwards
--
-- Create model User
--
DROP TABLE `auth_user_groups` CASCADE;
DROP TABLE `auth_user_user_permissions` CASCADE;
DROP TABLE `auth_user` CASCADE;
--
-- Create model Group
--
DROP TABLE `auth_group_permissions` CASCADE;
DROP TABLE `auth_group` CASCADE;
--
-- Create model Permission
--
DROP TABLE `auth_permission` CASCADE;
>>> admin 0001_initial
--
-- Create model LogEntry
--
CREATE TABLE `django_admin_log` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `action_time` datetime(6) NOT NULL, `object_id` longtext NULL, `object_repr` varchar(200) NOT NULL, `action_flag` smallint UNSIGNED NOT NULL CHECK (`action_flag` >= 0), `change_message` longtext NOT NULL, `content_type_id` integer NULL, `user_id` integer NOT NULL);
ALTER TABLE `django_admin_log` ADD CONSTRAINT `django_admin_log_content_type_id_c4bce8eb_fk_django_co` FOREIGN KEY (`content_type_id`) REFERENCES `django_content_type` (`id`);
ALTER TABLE `django_admin_log` ADD CONSTRAINT `django_admin_log_user_id_c564eba6_fk_auth_user_id` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`);
>>> admin 0001_initial --backwards
--
-- Create model LogEntry
--
DROP TABLE `django_admin_log` CASCADE;
>>> admin 0002_logentry_remove_auto_add
--
-- Alter field action_time on logentry
--
-- (no-op)
>>> admin 0002_logentry_remove_auto_add --backwards
--
-- Alter field action_time on logentry
--
-- (no-op)
>>> admin 0003_logentry_add_action_flag_choices
--
-- Alter field action_flag on logentry
--
-- (no-op)
>>> admin 0003_logentry_add_action_flag_choices --backwards
--
-- Alter field action_flag on logentry
--
-- (no-op)
>>> contenttypes 0002_remove_content_type_name
--
-- Change Meta options on contenttype
--
-- (no-op)
--
-- Alter field name on contenttype
--
ALTER TABLE `django_content_type` MODIFY `name` varchar(100) NULL;
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
--
-- Remove field name from contenttype
--
ALTER TABLE `django_content_type` DROP COLUMN `name`;
>>> contenttypes 0002_remove_content_type_name --backwards
--
-- Remove field name from contenttype
--
ALTER TABLE `django_content_type` ADD COLUMN `name` varchar(100) NULL;
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
--
-- Alter field name on contenttype
--
ALTER TABLE `django_content_type` MODIFY `name` varchar(100) NOT NULL;
--
-- Change Meta options on contenttype
--
-- (no-op)
>>> auth 0002_alter_permission_name_max_length
--
-- Alter field name on permission
--
ALTER TABLE `auth_permission` MODIFY `name` varchar(255) NOT NULL;
>>> auth 0002_alter_permission_name_max_length --backwards
--
-- Alter field name on permission
--
ALTER TABLE `auth_permission` MODIFY `name` varchar(50) NOT NULL;
>>> auth 0003_alter_user_email_max_length
--
-- Alter field email on user
--
ALTER TABLE `auth_user` MODIFY `email` varchar(254) NOT NULL;
>>> auth 0003_alter_user_email_max_length --backwards
--
-- Alter field email on user
--
ALTER TABLE `auth_user` MODIFY `email` varchar(75) NOT NULL;
>>> auth 0004_alter_user_username_opts
--
-- Alter field username on user
--
-- (no-op)
>>> auth 0004_alter_user_username_opts --backwards
--
-- Alter field username on user
--
-- (no-op)
>>> auth 0005_alter_user_last_login_null
--
-- Alter field last_login on user
--
ALTER TABLE `auth_user` MODIFY `last_login` datetime(6) NULL;
>>> auth 0005_alter_user_last_login_null --backwards
--
-- Alter field last_login on user
--
ALTER TABLE `auth_user` ALTER COLUMN `last_login` SET DEFAULT '2025-01-01 00:00:00';
UPDATE `auth_user` SET `last_login` = '2025-01-01 00:00:00' WHERE `last_login` IS NULL;
ALTER TABLE `auth_user` MODIFY `last_login` datetime(6) NOT NULL;
ALTER TABLE `auth_user` ALTER COLUMN `last_login` DROP DEFAULT;
>>> auth 0006_require_contenttypes_0002
No operations found.
>>> auth 0006_require_contenttypes_0002 --backwards
No operations found.
>>> auth 0007_alter_validators_add_error_messages
--
-- Alter field username on user
--
-- (no-op)
>>> auth 0007_alter_validators_add_error_messages --backwards
--
-- Alter field username on user
--
-- (no-op)
>>> auth 0008_alter_user_username_max_length
--
-- Alter field username on user
--
ALTER TABLE `auth_user` MODIFY `username` varchar(150) NOT NULL;
>>> auth 0008_alter_user_username_max_length --backwards
--
-- Alter field username on user
--
ALTER TABLE `auth_user` MODIFY `username` varchar(30) NOT NULL;
>>> auth 0009_alter_user_last_name_max_length
--
-- Alter field last_name on user
--
ALTER TABLE `auth_user` MODIFY `last_name` varchar(150) NOT NULL;
>>> auth 0009_alter_user_last_name_max_length --backwards
--
-- Alter field last_name on user
--
ALTER TABLE `auth_user` MODIFY `last_name` varchar(30) NOT NULL;
>>> auth 0010_alter_group_name_max_length
--
-- Alter field name on group
--
ALTER TABLE `auth_group` MODIFY `name` varchar(150) NOT NULL;
>>> auth 0010_alter_group_name_max_length --backwards
--
-- Alter field name on group
--
ALTER TABLE `auth_group` MODIFY `name` varchar(80) NOT NULL;
>>> auth 0011_update_proxy_permissions
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
>>> auth 0011_update_proxy_permissions --backwards
--
-- Raw Python operation
--
-- THIS OPERATION CANNOT BE WRITTEN AS SQL
>>> auth 0012_alter_user_first_name_max_length
--
-- Alter field first_name on user
--
ALTER TABLE `auth_user` MODIFY `first_name` varchar(150) NOT NULL;
>>> auth 0012_alter_user_first_name_max_length --backwards
--
-- Alter field first_name on user
--
ALTER TABLE `auth_user` MODIFY `first_name` varchar(30) NOT NULL;
>>> sites 0001_initial
--
-- Create model Site
--
CREATE TABLE `django_site` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `domain` varchar(100) NOT NULL, `name` varchar(50) NOT NULL);
>>> sites 0001_initial --backwards
--
-- Create model Site
--
DROP TABLE `django_site` CASCADE;
>>> flatpages 0001_initial
--
-- Create model FlatPage
--
CREATE TABLE `django_flatpage` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `url` varchar(100) NOT NULL, `title` varchar(200) NOT NULL, `content` longtext NOT NULL, `enable_comments` bool NOT NULL, `template_name` varchar(70) NOT NULL, `registration_required` bool NOT NULL);
CREATE TABLE `django_flatpage_sites` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `flatpage_id` integer NOT NULL, `site_id` integer NOT NULL);
CREATE INDEX `django_flatpage_url_41612362` ON `django_flatpage` (`url`);
ALTER TABLE `django_flatpage_sites` ADD CONSTRAINT `django_flatpage_sites_flatpage_id_site_id_0d29d9d1_uniq` UNIQUE (`flatpage_id`, `site_id`);
ALTER TABLE `django_flatpage_sites` ADD CONSTRAINT `django_flatpage_sites_flatpage_id_078bbc8b_fk_django_flatpage_id` FOREIGN KEY (`flatpage_id`) REFERENCES `django_flatpage` (`id`);
ALTER TABLE `django_flatpage_sites` ADD CONSTRAINT `django_flatpage_sites_site_id_bfd8ea84_fk_django_site_id` FOREIGN KEY (`site_id`) REFERENCES `django_site` (`id`);
>>> flatpages 0001_initial --backwards
--
-- Create model FlatPage
--
DROP TABLE `django_flatpage_sites` CASCADE;
DROP TABLE `django_flatpage` CASCADE;
>>> redirects 0001_initial
--
-- Create model Redirect
--
CREATE TABLE `django_redirect` (`id` integer AUTO_INCREMENT NOT NULL PRIMARY KEY, `site_id` integer NOT NULL, `old_path` varchar(200) NOT NULL, `new_path` varchar(200) NOT NULL);
ALTER TABLE `django_redirect` ADD CONSTRAINT `django_redirect_site_id_old_path_ac5dd16b_uniq` UNIQUE (`site_id`, `old_path`);
ALTER TABLE `django_redirect` ADD CONSTRAINT `django_redirect_site_id_c3e37341_fk_django_site_id` FOREIGN KEY (`site_id`) REFERENCES `django_site` (`id`);
CREATE INDEX `django_redirect_old_path_c6cc94d3` ON `django_redirect` (`old_path`);
>>> redirects 0001_initial --backwards
--
-- Create model Redirect
--
DROP TABLE `django_redirect` CASCADE;
>>> redirects 0002_alter_redirect_new_path_help_text
--
-- Alter field new_path on redirect
--
-- (no-op)
>>> redirects 0002_alter_redirect_new_path_help_text --backwards
--
-- Alter field new_path on redirect
--
-- (no-op)
>>> sessions 0001_initial
--
-- Create model Session
--
CREATE TABLE `django_session` (`session_key` varchar(40) NOT NULL PRIMARY KEY, `session_data` longtext NOT NULL, `expire_date` datetime(6) NOT NULL);
CREATE INDEX `django_session_expire_date_a5c62663` ON `django_session` (`expire_date`);
>>> sessions 0001_initial --backwards
--
-- Create model Session
--
DROP TABLE `django_session` CASCADE;
>>> sites 0002_alter_domain_unique
--
-- Alter field domain on site
--
ALTER TABLE `django_site` ADD CONSTRAINT `django_site_domain_a2e37b91_uniq` UNIQUE (`domain`);
>>> sites 0002_alter_domain_unique --backwards
--
-- Alter field domain on site
--
ALTER TABLE `django_site` DROP INDEX `django_site_domain_a2e37b91_uniq`;
