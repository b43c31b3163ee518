ALTER TABLE `blob` ADD `uploadedAt` integer;--> statement-breakpoint
CREATE INDEX `blob_waiting` ON `blob` (`uploadedAt`,`sha256`);