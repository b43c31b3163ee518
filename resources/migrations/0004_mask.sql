CREATE TABLE `bankAccount` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`rank` integer NOT NULL,
	`holder` text,
	`iban` text NOT NULL,
	`bic` text,
	`bankName` text,
	`mandateReference` text,
	`mandateOn` text,
	`mandateEndedOn` text,
	`enteredBy` text,
	`enteredAt` integer NOT NULL,
	`usedAt` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `bankAccount_customer` ON `bankAccount` (`customerId`);--> statement-breakpoint
CREATE TABLE `caseType` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`name` text NOT NULL,
	`items` text NOT NULL,
	`endedAt` integer
);
--> statement-breakpoint
CREATE TABLE `cashSale` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`transactionId` text NOT NULL,
	`cents` integer NOT NULL,
	`body` text,
	`payment` text,
	`at` integer NOT NULL,
	`soldBy` text
);
--> statement-breakpoint
CREATE INDEX `cashSale_customer` ON `cashSale` (`customerId`);--> statement-breakpoint
CREATE TABLE `customerAsked` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`what` text NOT NULL,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	`askedBy` text
);
--> statement-breakpoint
CREATE INDEX `customerAsked_customer` ON `customerAsked` (`customerId`);--> statement-breakpoint
CREATE TABLE `customerCard` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`kind` text NOT NULL,
	`number` text NOT NULL,
	`label` text,
	`validFrom` text,
	`validTo` text,
	`lockedAt` integer,
	`invalidAt` integer,
	`replacedById` text
);
--> statement-breakpoint
CREATE INDEX `customerCard_customer` ON `customerCard` (`customerId`);--> statement-breakpoint
CREATE INDEX `customerCard_number` ON `customerCard` (`number`);--> statement-breakpoint
CREATE TABLE `customerComment` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`authorId` text NOT NULL,
	`enteredBy` text,
	`origin` text DEFAULT 'customer' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `customerComment_customer` ON `customerComment` (`customerId`);--> statement-breakpoint
CREATE TABLE `customerMerge` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`otherId` text NOT NULL,
	`otherNumber` text NOT NULL,
	`mergedAt` integer NOT NULL,
	`mergedBy` text,
	`undoUntil` integer NOT NULL,
	`undoneAt` integer,
	`undoneBy` text
);
--> statement-breakpoint
CREATE INDEX `customerMerge_customer` ON `customerMerge` (`customerId`);--> statement-breakpoint
CREATE TABLE `customerPayer` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`rank` integer NOT NULL,
	`payerId` text NOT NULL,
	`insuredNumber` text,
	`validFrom` text,
	`validTo` text
);
--> statement-breakpoint
CREATE INDEX `customerPayer_customer` ON `customerPayer` (`customerId`);--> statement-breakpoint
CREATE TABLE `customerProgram` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`value` integer,
	`article` text,
	`fixedValue` integer DEFAULT false NOT NULL,
	`endedAt` integer
);
--> statement-breakpoint
CREATE TABLE `customerProperty` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`propertyId` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `customerProperty_customer` ON `customerProperty` (`customerId`);--> statement-breakpoint
CREATE TABLE `customerStatus` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`name` text NOT NULL,
	`meaning` text NOT NULL,
	`endedAt` integer
);
--> statement-breakpoint
CREATE TABLE `duplicatePair` (
	`customerId` text NOT NULL,
	`otherId` text NOT NULL,
	`score` integer NOT NULL,
	`reasons` text NOT NULL,
	`foundAt` integer NOT NULL,
	PRIMARY KEY(`customerId`, `otherId`)
);
--> statement-breakpoint
CREATE INDEX `duplicatePair_score` ON `duplicatePair` (`score`);--> statement-breakpoint
CREATE INDEX `duplicatePair_other` ON `duplicatePair` (`otherId`);--> statement-breakpoint
CREATE TABLE `erasure` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`at` integer NOT NULL,
	`erasedBy` text,
	`reason` text NOT NULL,
	`report` text NOT NULL,
	`waitingFor` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `erasure_customer` ON `erasure` (`customerId`);--> statement-breakpoint
CREATE TABLE `listExport` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`kind` text NOT NULL,
	`channel` text,
	`customers` integer NOT NULL,
	`at` integer NOT NULL,
	`takenBy` text
);
--> statement-breakpoint
CREATE TABLE `notDuplicate` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`otherId` text NOT NULL,
	`at` integer NOT NULL,
	`decidedBy` text
);
--> statement-breakpoint
CREATE INDEX `notDuplicate_customer` ON `notDuplicate` (`customerId`);--> statement-breakpoint
CREATE TABLE `patient` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`rank` integer NOT NULL,
	`name` text NOT NULL,
	`species` text,
	`breed` text,
	`sex` text,
	`birthDate` text,
	`chipNumber` text,
	`note` text,
	`diedOn` text
);
--> statement-breakpoint
CREATE INDEX `patient_customer` ON `patient` (`customerId`);--> statement-breakpoint
CREATE TABLE `payer` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`name` text NOT NULL,
	`ik` text,
	`kind` text DEFAULT 'statutory' NOT NULL,
	`endedAt` integer
);
--> statement-breakpoint
CREATE TABLE `programMembership` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`programId` text NOT NULL,
	`cardId` text,
	`value` integer,
	`validFrom` text,
	`validTo` text
);
--> statement-breakpoint
CREATE INDEX `programMembership_customer` ON `programMembership` (`customerId`);--> statement-breakpoint
CREATE TABLE `property` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`name` text NOT NULL,
	`abbreviation` text NOT NULL,
	`colour` text NOT NULL,
	`endedAt` integer
);
--> statement-breakpoint
CREATE TABLE `savedFilter` (
	`id` text PRIMARY KEY NOT NULL,
	`ownerId` text NOT NULL,
	`name` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `serviceCase` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`number` text NOT NULL,
	`patientId` text,
	`caseTypeId` text,
	`title` text NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`note` text,
	`openedAt` integer NOT NULL,
	`openedBy` text,
	`closedAt` integer
);
--> statement-breakpoint
CREATE INDEX `serviceCase_customer` ON `serviceCase` (`customerId`);--> statement-breakpoint
CREATE INDEX `serviceCase_status` ON `serviceCase` (`status`,`openedAt`);--> statement-breakpoint
CREATE INDEX `serviceCase_number` ON `serviceCase` (`number`);--> statement-breakpoint
CREATE TABLE `serviceCaseItem` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`changedAt` integer NOT NULL,
	`removedAt` integer,
	`customerId` text NOT NULL,
	`serviceCaseId` text NOT NULL,
	`rank` integer NOT NULL,
	`body` text NOT NULL,
	`quantity` integer DEFAULT 1 NOT NULL,
	`done` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `serviceCaseItem_case` ON `serviceCaseItem` (`serviceCaseId`);--> statement-breakpoint
CREATE INDEX `serviceCaseItem_customer` ON `serviceCaseItem` (`customerId`);--> statement-breakpoint
DROP INDEX `conflict_open`;--> statement-breakpoint
CREATE INDEX `conflict_open` ON `conflict` (`decidedAt`,`removedAt`,`table`);--> statement-breakpoint
ALTER TABLE `customer` ADD `externalNumber` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `insuranceStatus` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `standardPayerId` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `standardBankAccountId` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `dunningBlock` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `customer` ADD `preferredPayment` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `preferredChannel` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `reportNeutral` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `customer` ADD `careHome` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `contactRoles` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `advertisingPreset` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `mergedIntoId` text;--> statement-breakpoint
ALTER TABLE `customer` ADD `erasedAt` integer;--> statement-breakpoint
CREATE INDEX `customer_externalNumber` ON `customer` (`externalNumber`);--> statement-breakpoint
CREATE INDEX `customer_removed` ON `customer` (`removedAt`) WHERE removedAt IS NOT NULL;--> statement-breakpoint
CREATE INDEX `consentEntry_granted` ON `consentEntry` (`purpose`,`capturedAt`,`id`) WHERE kind = 'granted';