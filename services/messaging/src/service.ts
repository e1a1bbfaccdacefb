import { followPrivacyRequest } from "./application/follow-privacy-requests.ts";
import { messaging } from "@practicum/contracts/messaging";
import { defineService } from "@practicum/service/define-service";
import { followsMerges, holdingsOf } from "@practicum/service/follow-merges";
import { exportNotReached, listReceivers, previewAnnouncement } from "./announcements/application/list-people.ts";
import {
  announcementBegins,
  sendAnnouncement,
  stopAnnouncement,
  undoAnnouncement,
} from "./announcements/application/run-announcements.ts";
import { sendAnnouncements } from "./announcements/application/send-announcements.ts";
import {
  copyAnnouncement,
  getAnnouncement,
  listAnnouncements,
  saveAnnouncement,
} from "./announcements/application/write-announcements.ts";
import { counters } from "./application/counters.ts";
import {
  closeCriticalTask,
  closeReferralTask,
  followRefillVisit,
  closeResultTask,
  raiseCriticalTask,
  raiseReferralTask,
  raiseResultTask,
} from "./application/follow-criticals.ts";
import { closeDenialTask, raiseDenialTask } from "./application/follow-denials.ts";
import { followHold } from "./application/follow-holds.ts";
import { keepPatient, keepRefusals, keepStaff } from "./application/keep-people.ts";
import { raiseAccessTask } from "./application/raise-access-task.ts";
import { closeGlassTask, keepRestrictions, raiseGlassTask } from "./application/keep-restrictions.ts";
import { listReminders } from "./application/list-reminders.ts";
import { mailAccountNotice, sendStaffMail } from "./application/mail-account-notices.ts";
import { noteStatement } from "./application/note-statement.ts";
import { planBooked, planChanged, remind } from "./application/plan-reminders.ts";
import { sendReminders } from "./application/send-reminders.ts";
import { assignTask, completeTask, createTask, getTask, listTasks, reopenTask } from "./application/tasks.ts";
import { getThread, listThreads, postMessage, routeThread, startThread } from "./application/threads.ts";
import { tellResult } from "./application/tell-results.ts";
import { planOfferNotice, tellOffers } from "./application/tell-offers.ts";
import { bookingLinks, sendBookingLink, withdrawBookingLink } from "./links/application/booking-links.ts";
import { followLink } from "./links/application/follow-links.ts";
import { sendLinks } from "./links/application/send-links.ts";
import { compareRoster } from "./outreach/application/compare-roster.ts";
import { recordAttempt, undoAttempt } from "./outreach/application/attempts.ts";
import { holdCard, releaseCard, takeCard } from "./outreach/application/call-queue.ts";
import { getCampaign, listCampaigns, openCampaign, saveCampaign } from "./outreach/application/campaigns.ts";
import { exportAttempts, getMember, listMembers } from "./outreach/application/members.ts";
import { importRoster, keepMatches, linkMember, listRosters, undoRoster } from "./outreach/application/rosters.ts";
import { followTelephoneNote } from "./phone/application/follow-telephone-notes.ts";
import { phoneSettings, savePhoneSettings } from "./phone/application/phone-settings.ts";
import { takeCall } from "./phone/application/take-call.ts";
import {
  addCallEntry,
  callOverdue,
  finishCall,
  getCall,
  linkCall,
  listCalls,
  routeCall,
} from "./phone/application/work-calls.ts";
import type { MessagingPorts } from "./ports/notifier.ts";
import { keepFound, listRecallMatches } from "./recalls/application/find-recalls.ts";
import {
  getRecallRule,
  listRecallRules,
  lookForRecalls,
  recallNight,
  saveRecallRule,
  switchRecallRule,
} from "./recalls/application/recall-rules.ts";
import { recallStep, sendRecalls } from "./recalls/application/send-recalls.ts";
import {
  getRecall,
  listRecalls,
  logRecallCall,
  stopRecall,
  undoRecallEntry,
} from "./recalls/application/work-recalls.ts";
import { answerTexts, readTexts } from "./replies/application/read-texts.ts";
import { simulatedAnswer } from "./replies/application/simulated-patients.ts";
import { migrations } from "./sql/migrations.ts";
import { patientTables } from "./sql/patient-tables.ts";
import type { MessagingSchema } from "./sql/tables.ts";

const merges = followsMerges("messaging", patientTables);

/** Conversations, tasks and pools, reminders, outreach, recalls, announcements. */
export const messagingService = defineService<MessagingSchema, MessagingPorts>()({
  name: "messaging",
  api: messaging,
  handlers: {
    listThreads,
    getThread,
    startThread,
    postMessage,
    routeThread,
    listTasks,
    getTask,
    createTask,
    assignTask,
    completeTask,
    reopenTask,
    counters,
    listReminders,
    listCampaigns,
    getCampaign,
    saveCampaign,
    openCampaign,
    exportAttempts,
    compareRoster,
    importRoster,
    undoRoster,
    listRosters,
    listMembers,
    getMember,
    linkMember,
    takeCard,
    holdCard,
    releaseCard,
    recordAttempt,
    undoAttempt,
    listRecallRules,
    getRecallRule,
    saveRecallRule,
    switchRecallRule,
    lookForRecalls,
    listRecallMatches,
    listRecalls,
    getRecall,
    logRecallCall,
    stopRecall,
    undoRecallEntry,
    listAnnouncements,
    getAnnouncement,
    saveAnnouncement,
    copyAnnouncement,
    previewAnnouncement,
    sendAnnouncement,
    undoAnnouncement,
    stopAnnouncement,
    listReceivers,
    exportNotReached,
    phoneSettings,
    savePhoneSettings,
    takeCall,
    listCalls,
    getCall,
    addCallEntry,
    routeCall,
    finishCall,
    linkCall,
    sendBookingLink,
    withdrawBookingLink,
    bookingLinks,
    patientHoldings: holdingsOf(patientTables),
  },
  consumers: {
    "keep-patient": keepPatient,
    "keep-refusals": keepRefusals,
    "keep-staff": keepStaff,
    "plan-booked": planBooked,
    "plan-changed": planChanged,
    "raise-denial-task": raiseDenialTask,
    "close-denial-task": closeDenialTask,
    "follow-hold": followHold,
    "raise-critical-task": raiseCriticalTask,
    "close-critical-task": closeCriticalTask,
    "raise-result-task": raiseResultTask,
    "close-result-task": closeResultTask,
    "tell-result": tellResult,
    "raise-referral-task": raiseReferralTask,
    "close-referral-task": closeReferralTask,
    "follow-refill-visit": followRefillVisit,
    "keep-restrictions": keepRestrictions,
    "raise-glass-task": raiseGlassTask,
    "raise-access-task": raiseAccessTask,
    "follow-privacy-request": followPrivacyRequest,
    "close-glass-task": closeGlassTask,
    "note-statement": noteStatement,
    "mail-account-notice": mailAccountNotice,
    "plan-offer-notice": planOfferNotice,
    "keep-matches": keepMatches,
    "keep-found": keepFound,
    "follow-link": followLink,
    "follow-telephone-note": followTelephoneNote,
    ...merges.consumers,
  },
  timers: {
    remind,
    "recall-night": recallNight,
    "recall-step": recallStep,
    "announcement-begins": announcementBegins,
    "call-overdue": callOverdue,
    "simulated-reply": simulatedAnswer,
    ...merges.timers,
  },
  workers: {
    "send-reminders": sendReminders,
    "send-staff-mail": sendStaffMail,
    "tell-offers": tellOffers,
    "send-recalls": sendRecalls,
    "send-links": sendLinks,
    "send-announcements": sendAnnouncements,
    "read-texts": readTexts,
    "answer-texts": answerTexts,
  },
  patients: patientTables,
  migrations,
});
