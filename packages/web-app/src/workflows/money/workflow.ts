import {
  IconBan,
  IconBuildingBank,
  IconCash,
  IconCoin,
  IconFileInvoice,
  IconReceipt,
  IconReportMoney,
} from "@tabler/icons-react";
import type { Workflow } from "../../app/workflow.ts";

/** Charges, claims, remittances, denials, statements, and the patient's ledger. */
export const money: Workflow = {
  id: "money",
  nav: [{ label: "Money", icon: IconCoin, to: "/money", permission: "charge.read", order: 50 }],
  homes: { biller: "/money" },
  patientTabs: [{ label: "Ledger", path: "ledger", permission: "account.read", order: 70 }],
  verbs: [
    {
      id: "charges",
      label: "Charge review",
      words: ["charges"],
      icon: IconReceipt,
      permission: "charge.read",
      to: "/money/charges",
      toWithPatient: null,
    },
    {
      id: "claims",
      label: "Claims",
      words: ["claims", "claim"],
      icon: IconFileInvoice,
      permission: "claim.read",
      to: "/money/claims",
      toWithPatient: null,
    },
    {
      id: "payments",
      label: "Remittances",
      words: ["era", "remittances", "payments"],
      icon: IconCash,
      permission: "remittance.read",
      to: "/money/era",
      toWithPatient: null,
    },
    {
      id: "deposits",
      label: "Deposits and paper EOBs",
      words: ["deposits", "eob", "check", "lockbox"],
      icon: IconBuildingBank,
      permission: "remittance.read",
      to: "/money/deposits",
      toWithPatient: null,
    },
    {
      id: "denials",
      label: "Denials",
      words: ["denials", "denied"],
      icon: IconBan,
      permission: "claim.read",
      to: "/money/denials",
      toWithPatient: null,
    },
    {
      id: "statements",
      label: "Statements",
      words: ["statements"],
      icon: IconReportMoney,
      permission: "account.read",
      to: "/money/statements",
      toWithPatient: null,
    },
    {
      id: "ledger",
      label: "Ledger",
      words: ["ledger", "balance", "account"],
      icon: IconCoin,
      permission: "account.read",
      to: null,
      toWithPatient: (patient) => `/p/${patient.patientId}/ledger`,
    },
  ],
  docks: [],
  keys: [
    {
      title: "Charge review",
      keys: [
        { keys: ["X"], does: "Select a visit" },
        { keys: ["G"], does: "Go to the note" },
        { keys: ["Ctrl", "Enter"], does: "Release what has no problem" },
      ],
    },
    {
      title: "Paper EOB",
      keys: [
        { keys: ["Enter"], does: "In Add a claim: take the first one found" },
        { keys: ["Tab"], does: "Next amount" },
        { keys: ["Ctrl", "Enter"], does: "Post, once the variance is $0.00" },
      ],
    },
    {
      title: "Claims",
      keys: [
        { keys: ["J", "K"], does: "Next and previous claim" },
        { keys: ["Enter"], does: "Open; on an error: go to the field that mends it" },
        { keys: ["Ctrl", "Enter"], does: "Send" },
      ],
    },
  ],
};
