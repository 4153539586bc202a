CREATE TABLE "devices" (
	"id" text PRIMARY KEY NOT NULL,
	"person" uuid NOT NULL,
	"session" uuid NOT NULL,
	"key" jsonb NOT NULL,
	"registered_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "group_teachers" (
	"group" uuid NOT NULL,
	"person" uuid NOT NULL,
	"weekdays" integer[] NOT NULL,
	CONSTRAINT "group_teachers_group_person_pk" PRIMARY KEY("group","person"),
	CONSTRAINT "group_teachers_weekdays" CHECK (cardinality("group_teachers"."weekdays") > 0 and "group_teachers"."weekdays" <@ '{1,2,3,4,5,6,7}')
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"school" char(6) NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "groups_once" UNIQUE("school","name")
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"school" char(6) NOT NULL,
	"first" date NOT NULL,
	"last" date NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "holidays_school_first_pk" PRIMARY KEY("school","first"),
	CONSTRAINT "holidays_order" CHECK ("holidays"."first" <= "holidays"."last")
);
--> statement-breakpoint
CREATE TABLE "loads" (
	"fingerprint" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	CONSTRAINT "organisations_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email"),
	CONSTRAINT "people_email" CHECK ("people"."email" = lower("people"."email"))
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"person" uuid NOT NULL,
	"role" text NOT NULL,
	"school" char(6),
	"title" text NOT NULL,
	CONSTRAINT "roles_once" UNIQUE NULLS NOT DISTINCT("person","role","school"),
	CONSTRAINT "roles_role" CHECK ("roles"."role" in ('sender', 'recipient', 'teacher', 'administrator')),
	CONSTRAINT "roles_at_school" CHECK (("roles"."role" in ('recipient', 'teacher')) = ("roles"."school" is not null))
);
--> statement-breakpoint
CREATE TABLE "schools" (
	"code" char(6) PRIMARY KEY NOT NULL,
	"organisation" uuid NOT NULL,
	"name" text NOT NULL,
	"place" text NOT NULL,
	"sector" text NOT NULL,
	"phone" text NOT NULL,
	"state" text NOT NULL,
	"hours" jsonb NOT NULL,
	"search" text NOT NULL,
	CONSTRAINT "schools_code" CHECK ("schools"."code" ~ '^[0-9A-Z]{6}$'),
	CONSTRAINT "schools_sector" CHECK ("schools"."sector" in ('po', 'vo', 'mbo')),
	CONSTRAINT "schools_state" CHECK ("schools"."state" in ('not-ready', 'testing', 'live'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"ended_at" bigint,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "sessions_id_person" UNIQUE("id","person")
);
--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_session_person" FOREIGN KEY ("session","person") REFERENCES "public"."sessions"("id","person") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_teachers" ADD CONSTRAINT "group_teachers_group_groups_id_fk" FOREIGN KEY ("group") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_teachers" ADD CONSTRAINT "group_teachers_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_school_schools_code_fk" FOREIGN KEY ("school") REFERENCES "public"."schools"("code") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holidays" ADD CONSTRAINT "holidays_school_schools_code_fk" FOREIGN KEY ("school") REFERENCES "public"."schools"("code") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_school_schools_code_fk" FOREIGN KEY ("school") REFERENCES "public"."schools"("code") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schools" ADD CONSTRAINT "schools_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "devices_person" ON "devices" USING btree ("person");--> statement-breakpoint
CREATE INDEX "devices_session" ON "devices" USING btree ("session");--> statement-breakpoint
CREATE INDEX "group_teachers_person" ON "group_teachers" USING btree ("person");--> statement-breakpoint
CREATE INDEX "people_organisation" ON "people" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "roles_school" ON "roles" USING btree ("school","role");--> statement-breakpoint
CREATE INDEX "schools_organisation" ON "schools" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person");