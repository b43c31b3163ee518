CREATE TABLE `appAccess` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`active` integer NOT NULL,
	`passwordHash` text,
	`letterNumber` text,
	`letterAt` integer,
	`loginCode` text,
	`loginCodeHash` text,
	`loginCodeAt` integer,
	`confirmedAt` integer,
	`lockedUntil` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appAccess_customer` ON `appAccess` (`customerId`);--> statement-breakpoint
CREATE TABLE `blob` (
	`sha256` text PRIMARY KEY NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `branch` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`name` text NOT NULL,
	`headquarters` integer DEFAULT false NOT NULL,
	`street` text,
	`houseNumber` text,
	`postcode` text,
	`town` text,
	`phone` text,
	`email` text,
	`website` text,
	`openingHours` text,
	`accent` text,
	`logoDocumentId` text,
	`letterFooter` text,
	`licenceUntil` text
);
--> statement-breakpoint
CREATE TABLE `chainSetting` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `change` (
	`changeSetId` text NOT NULL,
	`position` integer NOT NULL,
	`table` text NOT NULL,
	`rowId` text NOT NULL,
	`subjectId` text NOT NULL,
	`kind` text NOT NULL,
	`field` text,
	`from` text,
	`to` text,
	PRIMARY KEY(`changeSetId`, `position`)
);
--> statement-breakpoint
CREATE INDEX `change_subject` ON `change` (`subjectId`,`changeSetId`);--> statement-breakpoint
CREATE TABLE `changeSet` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`employeeId` text,
	`branchId` text,
	`workstationId` text,
	`doing` text NOT NULL,
	`undoes` text,
	`answeredAt` integer
);
--> statement-breakpoint
CREATE INDEX `changeSet_outbox` ON `changeSet` (`answeredAt`,`id`);--> statement-breakpoint
CREATE TABLE `consentEntry` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`purpose` text NOT NULL,
	`kind` text NOT NULL,
	`aboutEntryId` text,
	`scope` text,
	`capturedHow` text NOT NULL,
	`capturedAt` integer NOT NULL,
	`capturedBy` text NOT NULL,
	`textBlockVersionId` text,
	`textSha256` text,
	`documentId` text,
	`note` text
);
--> statement-breakpoint
CREATE INDEX `consentEntry_customer` ON `consentEntry` (`customerId`);--> statement-breakpoint
CREATE TABLE `customer` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`number` text NOT NULL,
	`branchId` text NOT NULL,
	`kind` text DEFAULT 'natural' NOT NULL,
	`salutation` text,
	`title` text,
	`firstName` text,
	`lastName` text NOT NULL,
	`birthDate` text,
	`email` text,
	`kvnr` text,
	`note` text,
	`status` text DEFAULT 'active' NOT NULL,
	`responsibleEmployeeId` text,
	`lastVisit` text,
	`homeAddressId` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_number` ON `customer` (`number`);--> statement-breakpoint
CREATE TABLE `customerAddress` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`rank` integer NOT NULL,
	`label` text,
	`street` text,
	`houseNumber` text,
	`addition` text,
	`district` text,
	`postcode` text,
	`town` text,
	`country` text
);
--> statement-breakpoint
CREATE INDEX `customerAddress_customer` ON `customerAddress` (`customerId`);--> statement-breakpoint
CREATE TABLE `customerPhone` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`rank` integer NOT NULL,
	`label` text,
	`e164` text NOT NULL,
	`sms` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `customerPhone_customer` ON `customerPhone` (`customerId`);--> statement-breakpoint
CREATE TABLE `document` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`mediaType` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text NOT NULL,
	`createdBy` text,
	`createdAt` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `document_customer` ON `document` (`customerId`);--> statement-breakpoint
CREATE TABLE `draft` (
	`id` text PRIMARY KEY NOT NULL,
	`ownerId` text NOT NULL,
	`subjectId` text,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`changedAt` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `employee` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`name` text NOT NULL,
	`technical` integer DEFAULT false NOT NULL,
	`blockedAt` integer,
	`pinHash` text
);
--> statement-breakpoint
CREATE TABLE `employeeRole` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`employeeId` text NOT NULL,
	`branchId` text NOT NULL,
	`role` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `employeeRole_once` ON `employeeRole` (`employeeId`,`branchId`);--> statement-breakpoint
CREATE TABLE `importFile` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`size` integer NOT NULL,
	`path` text,
	`chosenAt` integer NOT NULL,
	`about` text
);
--> statement-breakpoint
CREATE TABLE `importPart` (
	`fileId` text NOT NULL,
	`position` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`fileId`, `position`)
);
--> statement-breakpoint
CREATE TABLE `importRejected` (
	`runId` text NOT NULL,
	`line` integer NOT NULL,
	`cells` text NOT NULL,
	`problems` text NOT NULL,
	PRIMARY KEY(`runId`, `line`)
);
--> statement-breakpoint
CREATE TABLE `importRun` (
	`id` text PRIMARY KEY NOT NULL,
	`fileId` text NOT NULL,
	`fileSha256` text NOT NULL,
	`fileName` text NOT NULL,
	`state` text NOT NULL,
	`plan` text NOT NULL,
	`startedAt` integer NOT NULL,
	`startedBy` text NOT NULL,
	`finishedAt` integer,
	`linesTotal` integer NOT NULL,
	`linesDone` integer NOT NULL,
	`counts` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `local` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `pendingSecret` (
	`id` text PRIMARY KEY NOT NULL,
	`customerId` text NOT NULL,
	`ownerId` text NOT NULL,
	`passwordHash` text NOT NULL,
	`letterNumber` text NOT NULL,
	`printedAt` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recentCustomer` (
	`customerId` text PRIMARY KEY NOT NULL,
	`openedAt` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `textBlock` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`purpose` text NOT NULL,
	`title` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `textBlockVersion` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`textBlockId` text NOT NULL,
	`number` integer NOT NULL,
	`body` text NOT NULL,
	`sha256` text NOT NULL,
	`validFrom` integer NOT NULL,
	`createdBy` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `textBlockVersion_number` ON `textBlockVersion` (`textBlockId`,`number`);--> statement-breakpoint
CREATE TABLE `workstation` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`branchId` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`lockMinutes` integer DEFAULT 5 NOT NULL
);
