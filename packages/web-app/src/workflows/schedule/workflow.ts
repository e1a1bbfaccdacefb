import {
  IconCalendarPlus,
  IconCalendarOff,
  IconCalendarRepeat,
  IconCalendarTime,
  IconCalendarWeek,
  IconHourglass,
} from "@tabler/icons-react";
import { lazyPage } from "../../app/lazy-page.tsx";
import type { Workflow } from "../../app/workflow.ts";

/** The day sheet, booking, and a patient's appointments. */
export const schedule: Workflow = {
  id: "schedule",
  nav: [{ label: "Schedule", icon: IconCalendarTime, to: "/desk", permission: "schedule.read", order: 10 }],
  homes: { "front-desk": "/desk", "practice-manager": "/desk" },
  patientTabs: [{ label: "Appointments", path: "appointments", permission: "schedule.read", order: 50 }],
  verbs: [
    {
      id: "book",
      label: "Book a visit",
      words: ["book", "schedule"],
      icon: IconCalendarPlus,
      permission: "appointment.book",
      to: "/desk?dock=booking",
      toWithPatient: (patient) => `/desk?dock=booking&about=${patient.patientId}`,
    },
    {
      id: "book-series",
      label: "Book a series of visits",
      words: ["series", "recurring", "repeat", "weekly"],
      icon: IconCalendarRepeat,
      permission: "appointment.book",
      to: "/desk?dock=series",
      toWithPatient: (patient) => `/desk?dock=series&about=${patient.patientId}`,
    },
    {
      id: "wait-list",
      label: "Wait list",
      words: ["wait", "waitlist", "waiting"],
      icon: IconHourglass,
      permission: "schedule.read",
      to: "/desk?dock=wait-list",
      toWithPatient: (patient) => `/desk?dock=wait&about=${patient.patientId}`,
    },
    {
      id: "to-move",
      label: "Visits in a closure, to move",
      words: ["sick", "closure", "closed", "move", "reschedule"],
      icon: IconCalendarOff,
      permission: "appointment.book",
      to: "/desk?dock=to-move",
      toWithPatient: null,
    },
    {
      id: "day",
      label: "Day sheet",
      words: ["day", "desk"],
      icon: IconCalendarTime,
      permission: "schedule.read",
      to: "/desk",
      toWithPatient: null,
    },
    {
      id: "week",
      label: "A provider's week",
      words: ["week", "agenda"],
      icon: IconCalendarWeek,
      permission: "schedule.read",
      to: "/week",
      toWithPatient: null,
    },
  ],
  docks: [
    {
      name: "booking",
      title: "Book a visit",
      permission: "appointment.book",
      content: lazyPage(async () => (await import("./booking/booking-dock.tsx")).BookingDock),
    },
    {
      name: "together",
      title: "Book visits together",
      permission: "appointment.book",
      content: lazyPage(async () => (await import("./together/together-dock.tsx")).TogetherDock),
    },
    {
      name: "series",
      title: "Book a series",
      permission: "appointment.book",
      content: lazyPage(async () => (await import("./series/series-dock.tsx")).SeriesDock),
    },
    {
      name: "appointment",
      title: "Appointment",
      permission: "schedule.read",
      content: lazyPage(async () => (await import("./appointment-dock.tsx")).AppointmentDock),
    },
    {
      name: "to-move",
      title: "Visits to move",
      permission: "appointment.book",
      content: lazyPage(async () => (await import("./closed/to-move-dock.tsx")).ToMoveDock),
    },
    {
      name: "wait-list",
      title: "Wait list",
      permission: "schedule.read",
      content: lazyPage(async () => (await import("./wait-list/wait-list-dock.tsx")).WaitListDock),
    },
    {
      name: "wait",
      title: "Add to the wait list",
      permission: "appointment.book",
      content: lazyPage(async () => (await import("./wait-list/wait-dock.tsx")).WaitDock),
    },
    {
      name: "fill-slot",
      title: "Fill this time",
      permission: "schedule.read",
      content: lazyPage(async () => (await import("./wait-list/fill-dock.tsx")).FillDock),
    },
  ],
  keys: [
    {
      title: "Day sheet",
      keys: [
        { keys: ["←", "↑", "↓", "→"], does: "Move between times and columns" },
        { keys: ["N"], does: "Book at this time" },
        { keys: ["M"], does: "Move the visit: arrows, then Enter; Esc keeps it" },
        { keys: ["C"], does: "Check in" },
        { keys: ["W"], does: "Offer this free time to the wait list" },
        { keys: ["Enter"], does: "Open the visit, or book a free time" },
      ],
    },
    {
      title: "Booking",
      keys: [
        { keys: ["1", "…", "9"], does: "Choose that slot" },
        { keys: ["D"], does: "Look from another day" },
        { keys: ["O"], does: "Overbook, with a reason" },
        { keys: ["Ctrl", "Enter"], does: "Book" },
      ],
    },
  ],
};
