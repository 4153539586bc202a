-- Sessions from before are the demonstration's: they are begun again by a click.
DELETE FROM "sessions";--> statement-breakpoint
CREATE TABLE "accounts" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person" uuid NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "accounts_issuer_subject_pk" PRIMARY KEY("issuer","subject"),
	CONSTRAINT "accounts_once" UNIQUE("person","issuer")
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person" uuid NOT NULL,
	"change" text NOT NULL,
	"about" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ceremonies" (
	"secret_hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person" uuid NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint,
	"revoked_at" bigint,
	CONSTRAINT "invitations_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"person" uuid NOT NULL,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"created_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" uuid NOT NULL,
	"person" uuid NOT NULL,
	"change" jsonb NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"decided_by" uuid,
	"decided_at" bigint,
	"outcome" text,
	CONSTRAINT "requests_outcome" CHECK ("requests"."outcome" in ('approved', 'refused', 'withdrawn')),
	CONSTRAINT "requests_two" CHECK ("requests"."outcome" is distinct from 'approved' or "requests"."decided_by" <> "requests"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "substitutes" (
	"group" uuid NOT NULL,
	"person" uuid NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "substitutes_group_person_day_pk" PRIMARY KEY("group","person","day")
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "label" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "use" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "used_at" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "approved_at" bigint;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "is_waiting" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proven_at" bigint;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "ends_at" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "substitutes" ADD CONSTRAINT "substitutes_group_groups_id_fk" FOREIGN KEY ("group") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "substitutes" ADD CONSTRAINT "substitutes_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "announcements_person" ON "announcements" USING btree ("person");--> statement-breakpoint
CREATE INDEX "invitations_person" ON "invitations" USING btree ("person");--> statement-breakpoint
CREATE INDEX "passkeys_person" ON "passkeys" USING btree ("person");--> statement-breakpoint
CREATE INDEX "requests_organisation" ON "requests" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "substitutes_person" ON "substitutes" USING btree ("person","day");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_use" CHECK ("sessions"."use" in ('own', 'shared', 'board'));--> statement-breakpoint
CREATE VIEW "public"."held_roles" AS (
  select person, role, school, title, null::date as day from roles
  union all
  select substitutes.person, 'teacher', groups.school, 'invaller', substitutes.day
  from substitutes join groups on groups.id = substitutes."group"
);