ALTER TABLE `appAccess` ADD `invitedAt` integer;--> statement-breakpoint
ALTER TABLE `appAccess` ADD `invitedTo` text;--> statement-breakpoint
ALTER TABLE `appAccess` ADD `invitedUntil` integer;--> statement-breakpoint
ALTER TABLE `appAccess` ADD `invitationAcceptedAt` integer;--> statement-breakpoint
ALTER TABLE `appAccess` ADD `invitationEndedAt` integer;