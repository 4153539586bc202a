CREATE TABLE "absences" (
	"person" uuid NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "absences_person_day_pk" PRIMARY KEY("person","day")
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"session" uuid PRIMARY KEY NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "checked_in_on" date;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_session_sessions_id_fk" FOREIGN KEY ("session") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;