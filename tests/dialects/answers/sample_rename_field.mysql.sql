>>> products 0001_initial
--
-- Create model Product
--
CREATE TABLE `products_product` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(100) NOT NULL, `price` numeric(8, 2) NOT NULL);
>>> products 0001_initial --backwards
--
-- Create model Product
--
DROP TABLE `products_product` CASCADE;
