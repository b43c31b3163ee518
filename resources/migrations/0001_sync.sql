CREATE TABLE `appDevice` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`accessId` text NOT NULL,
	`name` text NOT NULL,
	`connectedAt` integer NOT NULL,
	`lastSeenAt` integer NOT NULL,
	`endedAt` integer
);
--> statement-breakpoint
CREATE INDEX `appDevice_customer` ON `appDevice` (`customerId`);--> statement-breakpoint
CREATE TABLE `conflict` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`branchId` text,
	`reason` text NOT NULL,
	`refusal` text,
	`table` text NOT NULL,
	`rowId` text NOT NULL,
	`subjectId` text NOT NULL,
	`field` text,
	`claims` text NOT NULL,
	`theirs` text,
	`theirsBy` text,
	`theirsAt` integer,
	`decidedAt` integer,
	`decidedBy` text,
	`decision` text
);
--> statement-breakpoint
CREATE INDEX `conflict_subject` ON `conflict` (`subjectId`);--> statement-breakpoint
CREATE INDEX `conflict_open` ON `conflict` (`decidedAt`);--> statement-breakpoint
CREATE TABLE `task` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`branchId` text,
	`kind` text NOT NULL,
	`customerId` text,
	`body` text NOT NULL,
	`createdAt` integer NOT NULL,
	`doneAt` integer,
	`doneBy` text
);
--> statement-breakpoint
CREATE INDEX `task_open` ON `task` (`doneAt`);--> statement-breakpoint
ALTER TABLE `change` ADD `groupFrom` text;--> statement-breakpoint
ALTER TABLE `changeSet` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `workstation` ADD `revokedAt` integer;--> statement-breakpoint
ALTER TABLE `workstation` ADD `lastSeenAt` integer;