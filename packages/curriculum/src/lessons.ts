import { must } from "@practicum/kernel/assert";
import { theDay } from "./capstone/day.ts";
import type { AnyLesson } from "./kit/lesson.ts";
import { takeYourFirstCall } from "./lessons/front-desk-0-first-call.ts";
import { registerWithoutTwins } from "./lessons/front-desk-1-register.ts";
import { readTheCards } from "./lessons/front-desk-2-cards.ts";
import { bookOnTheTelephone } from "./lessons/front-desk-4-book.ts";
import { fillAFreedTime } from "./lessons/front-desk-5-fill.ts";
import { receiveAPatient } from "./lessons/front-desk-6-check-in.ts";
import { askThePlanFirst } from "./lessons/front-desk-7-referral.ts";
import { passOnACall } from "./lessons/front-desk-8-message.ts";
import { roomAPatient } from "./lessons/medical-assistant-1-room.ts";
import { measureAgain } from "./lessons/medical-assistant-2-recheck.ts";
import { goThroughTheBag } from "./lessons/medical-assistant-3-reconcile.ts";
import { writeAndSign } from "./lessons/physician-1-note.ts";
import { onlyWhatTheWorkNeeds } from "./lessons/practice-manager-1-roles.ts";
import { hoursOfADay } from "./lessons/practice-manager-2-hours.ts";
import { numbersInTheWrongChart } from "./lessons/medical-assistant-10-wrong-chart.ts";
import { addToASealedNote } from "./lessons/physician-8-addendum.ts";
import { closeTheLoop } from "./lessons/physician-9-loop.ts";
import { breakTheGlass } from "./lessons/physician-11-glass.ts";
import { cureARejection } from "./lessons/biller-3-rejection.ts";
import { askThePayer } from "./lessons/front-desk-3-eligibility.ts";
import { askForWhatIsOwed } from "./lessons/biller-7-statement.ts";
import { giveACreditBack } from "./lessons/biller-8-credit.ts";
import { cosignWhatIsRight } from "./lessons/physician-5-cosign.ts";
import { whatANoteNeeds } from "./lessons/practice-manager-3-fields.ts";
import { fromANumberToItsCause } from "./lessons/practice-manager-4-measure.ts";
import { whoLookedIn } from "./lessons/practice-manager-5-snooping.ts";
import { findWhatIsMissing } from "./lessons/biller-1-missing.ts";
import { answerARefusal } from "./lessons/biller-5-refused.ts";
import { postAnEob } from "./lessons/biller-4-eob.ts";
import { giveAVaccine } from "./lessons/medical-assistant-4-vaccine.ts";
import { prescribeAroundAnAllergy } from "./lessons/physician-3-prescribe.ts";
import { tellTheResults } from "./lessons/physician-4-results.ts";
import { labelASpecimen } from "./lessons/medical-assistant-5-specimen.ts";
import { readACassette } from "./lessons/medical-assistant-6-test.ts";
import { justifyTheLevel } from "./lessons/physician-6-level.ts";
import { pendARefill } from "./lessons/medical-assistant-7-refill.ts";
import { closeTheGaps } from "./lessons/medical-assistant-8-preventive.ts";
import { sayWhatItWasFor } from "./lessons/physician-2-pointers.ts";
import { writeWhatIsToday } from "./lessons/physician-7-follow-up.ts";
import { passOnAResult } from "./lessons/medical-assistant-9-abnormal.ts";
import { workTheList } from "./lessons/front-desk-9-outreach.ts";
import { sayNoAndPassItOn } from "./lessons/front-desk-10-scope.ts";
import { reconcileCapitation } from "./lessons/biller-9-capitation.ts";
import { beforeTheTimeIsUp } from "./lessons/biller-10-filing-time.ts";
import { alertsThatCount } from "./lessons/practice-manager-6-alerts.ts";
import { comparedOffers } from "./lessons/practice-manager-7-contracts.ts";
import { checkAMigration } from "./lessons/practice-manager-8-migration.ts";
import { afterTheOutage } from "./lessons/practice-manager-9-downtime.ts";
import { closeTheMonth } from "./lessons/practice-manager-10-month.ts";
import { correctWhatTheScrubFinds } from "./lessons/biller-2-scrub.ts";
import { billTheSecondPayer } from "./lessons/biller-6-second-payer.ts";

/** Every lesson, by role and in the order in which they are best done. */
export const lessons: readonly AnyLesson[] = [
  takeYourFirstCall,
  registerWithoutTwins,
  readTheCards,
  askThePayer,
  bookOnTheTelephone,
  fillAFreedTime,
  receiveAPatient,
  askThePlanFirst,
  passOnACall,
  workTheList,
  sayNoAndPassItOn,
  roomAPatient,
  measureAgain,
  goThroughTheBag,
  giveAVaccine,
  labelASpecimen,
  readACassette,
  pendARefill,
  closeTheGaps,
  passOnAResult,
  numbersInTheWrongChart,
  writeAndSign,
  sayWhatItWasFor,
  prescribeAroundAnAllergy,
  tellTheResults,
  cosignWhatIsRight,
  justifyTheLevel,
  writeWhatIsToday,
  addToASealedNote,
  closeTheLoop,
  breakTheGlass,
  findWhatIsMissing,
  correctWhatTheScrubFinds,
  cureARejection,
  postAnEob,
  answerARefusal,
  billTheSecondPayer,
  askForWhatIsOwed,
  giveACreditBack,
  reconcileCapitation,
  beforeTheTimeIsUp,
  onlyWhatTheWorkNeeds,
  hoursOfADay,
  whatANoteNeeds,
  fromANumberToItsCause,
  whoLookedIn,
  alertsThatCount,
  comparedOffers,
  checkAMigration,
  afterTheOutage,
  closeTheMonth,
  ...theDay,
];

/** @throws where this build has no such lesson. */
export function lessonById(id: string): AnyLesson {
  return must(
    lessons.find((one) => one.id === id),
    `this build has no lesson ${id}`,
  );
}
