import type { RoleName, Sector, Weekday } from '../contract/index.js';

/** What files said, checked against themselves. It may wait for days, so it holds keys and no ids. */
export type Plan = SchoolsPlan | StaffPlan | InvitationsPlan;

export interface PlannedSchool {
  code: string;
  name: string;
  place: string;
  sector: Sector;
  /** Empty: the file has none. */
  phone: string;
  /** Its number (CBS), with leading zeros. */
  municipality: string;
}

export interface SchoolsPlan {
  kind: 'schools';
  /** What the files are about. */
  sectors: Sector[];
  schools: PlannedSchool[];
  /** By number; in the order of the files. */
  municipalities: { code: string; name: string }[];
  /** Numbers of those that are the organisation's; null: nobody chose yet. */
  taken: string[] | null;
}

export interface PlannedPerson {
  /** Without capitals. */
  email: string;
  name: string;
  roles: PlannedRole[];
  groups: { school: string; group: string; weekdays: Weekday[] }[];
}

export interface PlannedRole {
  role: RoleName;
  school: string | null;
  title: string;
}

export interface StaffPlan {
  kind: 'staff';
  people: PlannedPerson[];
  /** Of which the file says everything: those that occur in it. */
  schools: string[];
}

export interface InvitationsPlan {
  kind: 'invitations';
  /** Ids. */
  people: string[];
  /** Whether only those who have never signed in are meant: by then somebody may have. */
  onlyNew: boolean;
}
