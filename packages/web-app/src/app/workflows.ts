import { admin } from "../workflows/admin/workflow.ts";
import { encounter } from "../workflows/encounter/workflow.ts";
import { frontDesk } from "../workflows/front-desk/workflow.ts";
import { inbox } from "../workflows/inbox/workflow.ts";
import { money } from "../workflows/money/workflow.ts";
import { outreach } from "../workflows/outreach/workflow.ts";
import { rooming } from "../workflows/rooming/workflow.ts";
import { schedule } from "../workflows/schedule/workflow.ts";
import { today } from "../workflows/today/workflow.ts";
import type { Workflow } from "./workflow.ts";

/** Every workflow of the app; the order decides whose home a person with several roles gets. */
export const workflows: readonly Workflow[] = [
  today,
  rooming,
  encounter,
  schedule,
  frontDesk,
  money,
  inbox,
  outreach,
  admin,
];
