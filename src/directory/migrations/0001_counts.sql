CREATE TABLE "counted_schools" (
	"organisation" uuid NOT NULL,
	"sector" text NOT NULL,
	"quarter" text NOT NULL,
	"schools" integer NOT NULL,
	CONSTRAINT "counted_schools_organisation_sector_quarter_pk" PRIMARY KEY("organisation","sector","quarter"),
	CONSTRAINT "counted_schools_some" CHECK ("counted_schools"."schools" > 0)
);
--> statement-breakpoint
CREATE TABLE "counting_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"began_at" bigint NOT NULL,
	"flushed_at" bigint NOT NULL,
	"is_ended" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counts" (
	"organisation" uuid NOT NULL,
	"sector" text NOT NULL,
	"quarter" text NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "counts_organisation_sector_quarter_kind_pk" PRIMARY KEY("organisation","sector","quarter","kind")
);
--> statement-breakpoint
ALTER TABLE "counted_schools" ADD CONSTRAINT "counted_schools_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counts" ADD CONSTRAINT "counts_organisation_organisations_id_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;