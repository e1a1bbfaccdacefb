import { Button, Text, Title } from "@mantine/core";
import { roleLabels, type Role } from "@practicum/contracts/permission";
import { must } from "@practicum/kernel/assert";
import { locationOf, profile, staff, type DemoStaff } from "@practicum/seed/practice";
import type { ReactNode } from "react";
import type { RolePort } from "./role-port.ts";

/** In the order in which a patient meets them. */
const work: { readonly [R in Role]: string } = {
  "front-desk": "Register patients, book visits, check in, take copays.",
  "medical-assistant": "Room patients, take vitals, ask about allergies and medicines.",
  physician: "See patients, write and sign notes, co-sign the PA's.",
  "physician-assistant": "See patients under a supervising physician.",
  "nurse-practitioner": "See patients and sign on your own.",
  biller: "Review charges, send claims, post payments, work denials.",
  "practice-manager": "Look after people, rules, and who opened what.",
  auditor: "Check who opened and did what, without a chart.",
  owner: "See what those do who look after the accounts.",
};

interface Props {
  readonly role: RolePort;
  /** What the boot does now; null when the practice is ready. One need not wait for it. */
  readonly step: string | null;
  /** Whether a later visit goes on from this one. */
  readonly kept: boolean;
  /** What the trainee should know of the practice itself. */
  readonly notice: string;
  /** What can be learned here. */
  readonly lessons: ReactNode;
  /** For who teaches. */
  readonly teaching: ReactNode;
}

/** The three doors: each leads to its part of the page. */
const doors = [
  {
    to: "s-learn",
    title: "I want to learn",
    text: "What a practice is, then lessons by role. Nothing is needed to begin.",
  },
  { to: "s-teach", title: "I teach", text: "Give this page to a class, and check what they bring you." },
  { to: "s-look", title: "I look around", text: "Take anybody's seat and do what you like. Nothing can break." },
] as const;

function enter(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}

/** Everybody of the practice as a card: whose work do you want to do? */
export function RoleChooser({ role, step, kept, notice, lessons, teaching }: Props) {
  const order = Object.keys(work);
  const people = staff.toSorted((a, b) => order.indexOf(roleOf(a)) - order.indexOf(roleOf(b)));
  return (
    <main className="s-chooser">
      <p className="s-label">Training</p>
      <p className="s-step" role="status">
        {step === null ? "The practice is ready." : `${step}…`}
      </p>
      <Title order={1} mb={4}>
        {profile.name}
      </Title>
      <Text maw={680}>
        A practice of your own, with made-up people. It runs in this page alone and sends nothing anywhere.{" "}
        {kept
          ? "What you do is kept in this browser, until you start over."
          : step === null && "What you do is kept until you close or reload the page."}
      </Text>
      {notice !== "" && (
        <Text mt="sm" maw={680} role="status">
          {notice}
        </Text>
      )}
      <nav aria-label="Where to begin" className="s-doors">
        {doors.map(({ to, title, text }) => (
          <button key={to} type="button" onClick={() => enter(to)}>
            <strong>{title}</strong>
            <span>{text}</span>
          </button>
        ))}
      </nav>
      {lessons}
      {teaching}
      <Title order={2} size="h4" mt="lg" mb={6} id="s-look" tabIndex={-1}>
        Look around
      </Title>
      <Text mb="sm">Whose work do you want to do?</Text>
      <ul className="s-roles">
        {people.map((one) => (
          <li key={one.staffId} className="s-role">
            <Title order={3}>{roleLabels[roleOf(one)]}</Title>
            <Text size="sm">
              {nameOf(one)}
              {one.site !== null && ` · ${locationOf(one.site).name}`}
            </Text>
            <Text size="sm" c="dimmed" mb="xs">
              {work[roleOf(one)]}
            </Text>
            <Button fullWidth mt="auto" onClick={() => role.choose(one.staffId)}>
              Work as {one.given} {one.family}
            </Button>
          </li>
        ))}
      </ul>
    </main>
  );
}

function roleOf(one: DemoStaff): Role {
  return must(one.roles[0]);
}

function nameOf(one: DemoStaff): string {
  return [`${one.given} ${one.family}`, one.credential].filter(Boolean).join(", ");
}
