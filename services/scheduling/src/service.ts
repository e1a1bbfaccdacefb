import { coverageChanged } from "@practicum/contracts/billing/coverage";
import { locationChanged } from "@practicum/contracts/identity/practice";
import { staffChanged } from "@practicum/contracts/identity/staff";
import { bookingLinkMade, bookingLinkWithdrawn } from "@practicum/contracts/messaging/booking-links";
import { visitAnswered } from "@practicum/contracts/messaging/replies";
import { rosterAdded } from "@practicum/contracts/messaging/rosters";
import { scheduling } from "@practicum/contracts/scheduling";
import { encounterSigned } from "@practicum/contracts/charting/signing";
import { consumer, defineService } from "@practicum/service/define-service";
import { holdingsOf, settlesAgain } from "@practicum/service/follow-merges";
import { addClosure } from "./application/add-closure.ts";
import { advanceVisit } from "./application/advance-visit.ts";
import { askedBack, noteAskedBack, rememberAskedBack, takeBackAskedBack } from "./application/asked-back.ts";
import { bookAppointment } from "./application/book-appointment.ts";
import { cancelAppointment } from "./application/cancel-appointment.ts";
import { checkIn } from "./application/check-in.ts";
import { closureVisits } from "./application/closure-visits.ts";
import { confirmByText } from "./application/confirm-by-text.ts";
import { confirmAppointment } from "./application/confirm-appointment.ts";
import {
  consentFormVersions,
  listConsentForms,
  patientConsents,
  saveConsentForm,
  signedConsent,
} from "./application/consents.ts";
import { patientPharmacy, pharmacies, preferPharmacy, savePharmacy } from "./application/pharmacies.ts";
import { getContactChoices, saveContactChoices } from "./application/contact-choices.ts";
import { daySheet, weekSheet } from "./application/day-sheet.ts";
import {
  downtimeSheets,
  emptySheetParts,
  enterSheetPart,
  exportDowntimeKit,
  listDowntimeKits,
  takeBackSheetPart,
  useDowntimeKit,
} from "./application/downtime.ts";
import { recordDeath, takeBackDeath } from "./application/deaths.ts";
import { findDuplicates } from "./application/find-duplicates.ts";
import { findTogether } from "./application/find-together.ts";
import { bookTogether, cancelTogether, linkedVisits, moveTogether } from "./application/visits-together.ts";
import { getHouseholds } from "./application/get-households.ts";
import {
  changeMember,
  joinHousehold,
  moveHousehold,
  setGuarantor,
  startHousehold,
  undoHouseholdMove,
} from "./application/change-household.ts";
import { findSlots } from "./application/find-slots.ts";
import { flowBoard } from "./application/flow-board.ts";
import { getAppointment } from "./application/get-appointment.ts";
import { getPatient } from "./application/get-patient.ts";
import { holdSlot } from "./application/hold-slot.ts";
import { keepLocationName, keepPcpOfCoverage, keepStaffName } from "./application/keep-names.ts";
import {
  endHandover,
  handOverTablet,
  kioskPicture,
  patientSays,
  reconcilePatientSays,
  settleKiosk,
  visitKiosk,
} from "./application/kiosk-desk.ts";
import { bookByLink, bookingByLink, cancelByLink, moveByLink, timesByLink } from "./application/book-by-link.ts";
import { endBookingLink, keepBookingLink, openBookingLink } from "./application/booking-links.ts";
import { kioskForm, kioskProgress, openHandover, sendKioskPicture, submitKiosk } from "./application/kiosk-tablet.ts";
import { importConsumers, imports } from "./application/imports.ts";
import { leaveRoom } from "./application/leave-room.ts";
import { listClosures } from "./application/list-closures.ts";
import { listResources } from "./application/list-resources.ts";
import { listVisitTypes } from "./application/list-visit-types.ts";
import { markNoShow } from "./application/mark-no-show.ts";
import { matchPeople, matchRoster } from "./application/match-roster.ts";
import { moveAppointment } from "./application/move-appointment.ts";
import { patientAppointments } from "./application/patient-appointments.ts";
import { registerPatient } from "./application/register-patient.ts";
import { removeClosure } from "./application/remove-closure.ts";
import { removeHoursException } from "./application/remove-hours-exception.ts";
import { removeTemplate } from "./application/remove-template.ts";
import { resourceHours } from "./application/resource-hours.ts";
import { reinstateAppointment } from "./application/reinstate-appointment.ts";
import { releaseHold } from "./application/release-hold.ts";
import { saveHoursException } from "./application/save-hours-exception.ts";
import { saveResource } from "./application/save-resource.ts";
import { saveTemplate } from "./application/save-template.ts";
import { saveVisitType } from "./application/save-visit-type.ts";
import { searchPatients } from "./application/search-patients.ts";
import { acceptOffer, declineOffer, withdrawOffer } from "./application/answer-offer.ts";
import { fillSlot, freedSlots, offerSlot } from "./application/fill-slot.ts";
import { offerExpires } from "./application/slot-offers.ts";
import {
  addToWaitList,
  changeWaitEntry,
  putBackOnWaitList,
  removeFromWaitList,
  waitList,
} from "./application/wait-list.ts";
import { updatePatient } from "./application/update-patient.ts";
import { patientRecordsMoved } from "@practicum/contracts/patient-merges";
import {
  comparePatients,
  dismissDuplicate,
  listDuplicates,
  proposeMerge,
  takeUpDuplicate,
} from "./application/duplicate-pairs.ts";
import { keepWhatMoved, listMerges, mergePatients, unmergePatients } from "./application/merge-patients.ts";
import { bookSeries } from "./application/book-series.ts";
import { cancelSeries, moveSeries, undoSeriesChange } from "./application/change-series.ts";
import { getSeries } from "./application/get-series.ts";
import { keepingReasons, restrictionConsumers } from "./application/private-reasons.ts";
import { planSeries, planSeriesMove } from "./application/plan-series.ts";
import { comingVisits, tellVisitsAhead } from "./application/visits-ahead.ts";
import { sweepDuplicates } from "./application/sweep-duplicates.ts";
import { patientTables } from "./application/patient-tables.ts";
import { migrations } from "./sql/migrations.ts";
import type { SchedulingTables } from "./sql/tables.ts";

/** Patients (the one owner of demographics), resources, appointments, the flow of a visit. Its rules: SPEC.md. */
export const schedulingService = defineService<SchedulingTables>()({
  name: "scheduling",
  api: scheduling,
  handlers: keepingReasons({
    searchPatients,
    findDuplicates,
    registerPatient,
    updatePatient,
    getPatient,
    getContactChoices,
    saveContactChoices,
    pharmacies,
    savePharmacy,
    patientPharmacy,
    preferPharmacy,
    recordDeath,
    takeBackDeath,
    getHouseholds,
    startHousehold,
    joinHousehold,
    changeMember,
    setGuarantor,
    moveHousehold,
    undoHouseholdMove,
    listResources,
    listVisitTypes,
    saveResource,
    saveVisitType,
    resourceHours,
    saveTemplate,
    removeTemplate,
    saveHoursException,
    removeHoursException,
    listClosures,
    closureVisits,
    addClosure,
    removeClosure,
    daySheet,
    weekSheet,
    flowBoard,
    getAppointment,
    patientAppointments,
    comingVisits,
    findSlots,
    findTogether,
    bookTogether,
    linkedVisits,
    moveTogether,
    cancelTogether,
    planSeries,
    bookSeries,
    getSeries,
    planSeriesMove,
    moveSeries,
    cancelSeries,
    undoSeriesChange,
    holdSlot,
    releaseHold,
    bookAppointment,
    moveAppointment,
    cancelAppointment,
    reinstateAppointment,
    markNoShow,
    confirmAppointment,
    checkIn,
    advanceVisit,
    waitList,
    addToWaitList,
    changeWaitEntry,
    removeFromWaitList,
    putBackOnWaitList,
    freedSlots,
    fillSlot,
    offerSlot,
    acceptOffer,
    declineOffer,
    withdrawOffer,
    askedBack,
    noteAskedBack,
    takeBackAskedBack,
    matchPeople,
    exportDowntimeKit,
    listDowntimeKits,
    useDowntimeKit,
    downtimeSheets,
    enterSheetPart,
    emptySheetParts,
    takeBackSheetPart,
    handOverTablet,
    endHandover,
    openHandover,
    openBookingLink,
    bookingByLink,
    timesByLink,
    bookByLink,
    moveByLink,
    cancelByLink,
    kioskForm,
    kioskProgress,
    sendKioskPicture,
    submitKiosk,
    visitKiosk,
    settleKiosk,
    kioskPicture,
    patientSays,
    reconcilePatientSays,
    listConsentForms,
    consentFormVersions,
    saveConsentForm,
    patientConsents,
    signedConsent,
    ...imports.handlers,
    patientHoldings: holdingsOf(patientTables),
    listDuplicates,
    comparePatients,
    proposeMerge,
    dismissDuplicate,
    takeUpDuplicate,
    mergePatients,
    unmergePatients,
    listMerges,
  }),
  consumers: {
    ...restrictionConsumers,
    "staff-names": consumer(staffChanged, keepStaffName),
    "location-names": consumer(locationChanged, keepLocationName),
    "signed-notes": consumer(encounterSigned, leaveRoom),
    "asked-back": consumer(encounterSigned, rememberAskedBack),
    "coverage-pcp": consumer(coverageChanged, keepPcpOfCoverage),
    "roster-matches": consumer(rosterAdded, matchRoster),
    "booking-links-made": consumer(bookingLinkMade, keepBookingLink),
    "booking-links-withdrawn": consumer(bookingLinkWithdrawn, endBookingLink),
    "visits-answered": consumer(visitAnswered, confirmByText),
    ...importConsumers,
    "moved-here": consumer(patientRecordsMoved("scheduling"), keepWhatMoved("scheduling")),
    "moved-charting": consumer(patientRecordsMoved("charting"), keepWhatMoved("charting")),
    "moved-billing": consumer(patientRecordsMoved("billing"), keepWhatMoved("billing")),
    "moved-messaging": consumer(patientRecordsMoved("messaging"), keepWhatMoved("messaging")),
  },
  timers: {
    "offer-expires": offerExpires,
    ...imports.timers,
    "duplicate-sweep": sweepDuplicates,
    "visits-ahead": tellVisitsAhead,
    "merge-settles": settlesAgain("scheduling", patientTables),
  },
  workers: {},
  patients: patientTables,
  migrations,
});
