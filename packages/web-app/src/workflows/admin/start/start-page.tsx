import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { Page } from "../../../shell/page.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { TwoFactor } from "../two-factor.tsx";
import { checklist, type Step } from "./checklist.ts";
import { useSetUpFacts } from "./use-set-up-facts.ts";
import { VisitTypeStarter } from "./visit-type-starter.tsx";
import "./start.css";

/** What a new practice still needs, in the order in which it is needed, with the way to each. What is there is never asked again. */
export function StartPage() {
  const { practice, can } = useSession();
  const parts = checklist(useSetUpFacts());
  const open = parts.flatMap((part) => part.steps).filter((step) => step.state === "open").length;
  return (
    <Page title="Getting started">
      <AdminTabs />
      <p className="a-dim">
        {open === 0
          ? `${practice.name} has all that it needs.`
          : `What ${practice.name} still needs. Leave whenever you like: all of it is kept, and this page knows where you are.`}
      </p>
      {parts.map((part) => (
        <section key={part.title} className="w-panel s-part" aria-label={part.title}>
          <header>
            <h2>{part.title}</h2>
            <span className="a-dim">{summary(part.steps)}</span>
          </header>
          <ol className="s-steps">
            {part.steps.map((step) => (
              <StepLine key={step.id} step={step} />
            ))}
          </ol>
        </section>
      ))}
      {can("import.run") && (
        <section className="w-panel s-part" aria-label="From another system">
          <header>
            <h2>From another system</h2>
          </header>
          <p className="a-dim">
            Where there was one before, its patients, insurance, upcoming visits and balances are imported from files.
            Each is checked first, and can be undone whole.
          </p>
          <Button size="xs" variant="default" component={Link} to="/admin/import">
            Import
          </Button>
        </section>
      )}
    </Page>
  );
}

function summary(steps: readonly Step[]): string {
  const open = steps.filter((step) => step.state === "open").length;
  if (open > 0) return `${open} missing`;
  return steps.some((step) => step.state === "unknown") ? "" : "Ready";
}

const icons = {
  done: <IconCircleCheck size={18} aria-label="Done" className="s-done" />,
  open: <IconCircle size={18} aria-label="Missing" className="s-open" />,
  unknown: <IconAlertTriangle size={18} aria-label="Not known" className="s-open" />,
} as const;

function StepLine({ step }: { readonly step: Step }) {
  return (
    <li className="s-step" data-state={step.state}>
      {icons[step.state]}
      <div>
        <b>{step.title}</b>
        <p className="a-dim">{step.detail}</p>
      </div>
      <div className="s-action">
        <Action step={step} />
      </div>
      <Inline step={step} />
    </li>
  );
}

/** The way to the place where it is done: the same one that serves every later change. */
function Action({ step: { id, state, about } }: { readonly step: Step }): ReactNode {
  const dock = useDock();
  const { mode } = useSession();
  const variant = state === "open" ? "filled" : "default";
  const button = (label: string, onClick: () => void) => (
    <Button size="xs" variant={variant} onClick={onClick}>
      {label}
    </Button>
  );
  const link = (label: string, to: string) => (
    <Button size="xs" variant={variant} component={Link} to={to}>
      {label}
    </Button>
  );
  switch (id) {
    case "two-factor":
      return state === "done" && mode === "clinic" ? button("Your sign-in", () => dock.open("account")) : null;
    case "site":
      return state === "done" ? link("Sites", "/admin/locations") : button("Add a site", () => dock.open("site"));
    case "people":
      return (
        <>
          {link("People", "/admin/users")}
          {button("Add a person", () => dock.open("person"))}
        </>
      );
    case "columns":
      return about === undefined
        ? link("Resources", "/admin/resources")
        : button("Put into the schedule", () => dock.open("resource", about));
    case "hours":
      return link("Hours", "/admin/hours");
    case "visit-types":
      return state === "done" ? link("Visit types", "/admin/resources") : null;
    case "payers":
      return link("Payers", "/money/payers");
    case "prices":
      return link("Prices", "/money/prices");
    case "clearinghouse":
      return link("Clearinghouse", "/money/clearinghouse");
    case "codes":
    case "statement-prices":
      return null;
  }
}

/** What is done right here. */
function Inline({ step: { id, state } }: { readonly step: Step }): ReactNode {
  const [shown, setShown] = useState(false);
  if (state !== "open") return null;
  if (id === "visit-types")
    return (
      <div className="s-inline">
        <VisitTypeStarter />
      </div>
    );
  if (id !== "two-factor") return null;
  return (
    <div className="s-inline">
      {shown ? (
        <TwoFactor />
      ) : (
        <Button size="xs" onClick={() => setShown(true)}>
          Set it up
        </Button>
      )}
    </div>
  );
}
