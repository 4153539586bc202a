CREATE TABLE "administration_records" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "administration_records_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation" uuid NOT NULL,
	"at" bigint NOT NULL,
	"actor" uuid NOT NULL,
	"action" text NOT NULL,
	"object" text,
	"result" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" uuid NOT NULL,
	"kind" text NOT NULL,
	"plan" jsonb NOT NULL,
	"choice" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "batches_kind" CHECK ("batches"."kind" in ('schools', 'staff', 'invitations'))
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "search" text;--> statement-breakpoint
UPDATE "people" SET "search" = lower(regexp_replace(normalize("name", NFKD), '[\u0300-\u036f]', '', 'g') || ' ' || "email");--> statement-breakpoint
ALTER TABLE "people" ALTER COLUMN "search" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "schools" ADD COLUMN "municipality" text;--> statement-breakpoint
ALTER TABLE "administration_records" ADD CONSTRAINT "administration_records_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "administration_records_organisation" ON "administration_records" USING btree ("organisation","id");--> statement-breakpoint
CREATE INDEX "batches_organisation" ON "batches" USING btree ("organisation");