ALTER TABLE `document` ADD `locked` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `textBlock` ADD `archive` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `textBlock` ADD `changeable` integer DEFAULT true NOT NULL;