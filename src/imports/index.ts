export { compareSchools } from './compare-schools.js';
export { compareStaff, type StaffRules } from './compare-staff.js';
export { breathe, type Course } from './course.js';
export { Faults } from './faults.js';
export { countLines, type Upload } from './lines.js';
export type { InvitationsPlan, Plan, PlannedSchool, SchoolsPlan, StaffPlan } from './plan.js';
export { PreviewMaker } from './preview.js';
export { readSchools } from './schools-file.js';
export { readStaff } from './staff-file.js';
