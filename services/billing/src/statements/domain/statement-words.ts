import type { dunningStep } from "@practicum/contracts/billing/dunning";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCents, type Cents } from "@practicum/kernel/money";
import type { z } from "zod";

type Step = z.output<typeof dunningStep>;
export type Language = "en" | "es";

/** What stands on a printed statement beside the practice's own words. */
export interface StatementWords {
  readonly titles: { readonly [S in Step]: string };
  readonly copy: string;
  readonly page: (at: number, of: number) => string;
  readonly number: string;
  readonly account: string;
  readonly date: string;
  readonly payBy: string;
  readonly due: string;
  readonly call: string;
  readonly payOnline: string;
  readonly careOf: (name: string, account: string) => string;
  readonly columns: {
    readonly [C in "visit" | "charged" | "adjusted" | "insurance" | "pending" | "you" | "agency" | "owed"]: string;
  };
  readonly total: string;
  readonly details: string;
  readonly balance: string;
  readonly age: string;
  readonly ages: readonly string[];
  readonly pending: (amount: Cents) => string;
  readonly plan: (of: {
    readonly asks: Cents;
    readonly missed: Cents;
    readonly remaining: Cents;
    readonly next: { readonly dueDate: LocalDate; readonly amount: Cents } | null;
  }) => string;
  readonly tearOff: string;
  readonly payTo: (name: string) => string;
  readonly enclosed: string;
  readonly writeNumber: string;
  readonly printedAgain: (on: LocalDate) => string;
}

export const statementWords: { readonly [L in Language]: StatementWords } = {
  en: {
    titles: { statement: "Statement", reminder: "Reminder", "final-notice": "Final notice", plan: "Statement" },
    copy: "copy",
    page: (at, of) => `Page ${at} of ${of}`,
    number: "Statement",
    account: "Account",
    date: "Date",
    payBy: "Pay by",
    due: "Amount due",
    call: "Questions about this bill:",
    payOnline: "Pay online:",
    careOf: (name, account) => `For the care of ${name}, account ${account}`,
    columns: {
      visit: "Visit",
      charged: "Charged",
      adjusted: "Adjusted",
      insurance: "Insurance paid",
      pending: "Ins. pending",
      you: "You paid",
      agency: "With agency",
      owed: "You owe",
    },
    total: "Total",
    details: "What makes up the balance",
    balance: "Balance",
    age: "Age of the balance, in days since the visit",
    ages: ["0 to 30", "31 to 60", "61 to 90", "91 to 120", "Over 120"],
    pending: (amount) => `Your insurance has not decided on ${formatCents(amount)} yet. You are not asked for it here.`,
    plan: ({ asks, missed, remaining, next }) =>
      [
        `Your payment plan: ${asks > 0 ? `${formatCents(asks)} is to be paid by the date above` : "nothing of it is due now"}`,
        missed > 0 ? `, of which ${formatCents(missed)} is late` : "",
        `. ${formatCents(remaining)} is left of the plan in all.`,
        next ? ` Next payment: ${formatCents(next.amount)} on ${formatDate(next.dueDate)}.` : "",
      ].join(""),
    tearOff: "Please detach and return this part with your payment",
    payTo: (name) => `Make checks payable to ${name}`,
    enclosed: "Amount enclosed  $",
    writeNumber: "Write the statement number on your check.",
    printedAgain: (on) => `Printed again ${formatDate(on)}`,
  },
  es: {
    titles: {
      statement: "Estado de cuenta",
      reminder: "Recordatorio",
      "final-notice": "Último aviso",
      plan: "Estado de cuenta",
    },
    copy: "copia",
    page: (at, of) => `Página ${at} de ${of}`,
    number: "Estado de cuenta",
    account: "Cuenta",
    date: "Fecha",
    payBy: "Pague antes del",
    due: "Cantidad a pagar",
    call: "Preguntas sobre esta cuenta:",
    payOnline: "Pague en línea:",
    careOf: (name, account) => `Por la atención de ${name}, cuenta ${account}`,
    columns: {
      visit: "Visita",
      charged: "Cargo",
      adjusted: "Ajuste",
      insurance: "Pagó el seguro",
      pending: "Seguro pend.",
      you: "Usted pagó",
      agency: "En agencia",
      owed: "Usted debe",
    },
    total: "Total",
    details: "De qué se compone el saldo (en inglés)",
    balance: "Saldo",
    age: "Antigüedad del saldo, en días desde la visita",
    ages: ["0 a 30", "31 a 60", "61 a 90", "91 a 120", "Más de 120"],
    pending: (amount) => `Su seguro aún no ha decidido sobre ${formatCents(amount)}. Aquí no se le pide esa cantidad.`,
    plan: ({ asks, missed, remaining, next }) =>
      [
        `Su plan de pagos: ${asks > 0 ? `debe pagar ${formatCents(asks)} antes de la fecha indicada arriba` : "por ahora no debe pagar nada"}`,
        missed > 0 ? `, de lo cual ${formatCents(missed)} está atrasado` : "",
        `. En total quedan ${formatCents(remaining)} del plan.`,
        next ? ` Próximo pago: ${formatCents(next.amount)} el ${formatDate(next.dueDate)}.` : "",
      ].join(""),
    tearOff: "Separe esta parte y envíela con su pago",
    payTo: (name) => `Haga su cheque a nombre de ${name}`,
    enclosed: "Cantidad incluida  $",
    writeNumber: "Escriba el número del estado de cuenta en su cheque.",
    printedAgain: (on) => `Impreso otra vez el ${formatDate(on)}`,
  },
};

const AGE_DAYS = [30, 60, 90, 120] as const;

/** In which of the five ages a balance stands, by days since its visit. */
export function ageOf(days: number): number {
  const at = AGE_DAYS.findIndex((most) => days <= most);
  return at < 0 ? AGE_DAYS.length : at;
}
