CREATE TABLE "revocations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" bigint DEFAULT (extract(epoch from clock_timestamp()) * 1000)::bigint NOT NULL,
	"what" text NOT NULL,
	"of" uuid[] NOT NULL
);
--> statement-breakpoint
CREATE INDEX "revocations_at" ON "revocations" USING btree ("at");