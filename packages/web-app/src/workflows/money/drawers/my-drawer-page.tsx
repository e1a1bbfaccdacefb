import { Button } from "@mantine/core";
import { drawerOperations } from "@practicum/contracts/billing/drawers";
import { formatCents } from "@practicum/kernel/money";
import { formatWeekday } from "@practicum/ui/format.ts";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { CloseDrawer } from "./close-drawer.tsx";
import { DrawerLines } from "./drawer-lines.tsx";
import { drawerTitle, type Drawer, type DrawerSummary } from "./drawer-words.ts";
import { PayOut } from "./pay-out.tsx";
import "../money.css";
import "./drawers.css";

/** One's own drawer of today: the float, what was taken and given, the count at its end. */
export function MyDrawerPage() {
  const trpc = useTRPC();
  const { today, can } = useSession();
  const query = useQuery(trpc.billing.myDrawer.queryOptions({}));
  const found = query.data;
  return (
    <Page
      title="Cash drawer"
      actions={
        can("drawer.review") && (
          <Button component={Link} to="/money/drawers" size="xs" variant="default">
            Daily close
          </Button>
        )
      }
    >
      {query.isError && (
        <ErrorState what="The drawer" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {found && (
        <div className="m-stack">
          <Unclosed drawers={found.unclosed} />
          <ClosedToday drawers={found.closedToday} />
          {found.drawer ? (
            <OpenDrawer of={found.drawer} />
          ) : (
            <section className="w-panel m-stack" aria-label="Open a drawer">
              <h2 className="m-title">{formatWeekday(today)}: no drawer is open</h2>
              <p className="m-small">
                Count what lies in it before the first payment. A payment that you take before opens one by itself.
              </p>
              <Float begin={found.lastLeft ?? 0} action="Open the drawer" />
            </section>
          )}
        </div>
      )}
    </Page>
  );
}

function Unclosed({ drawers }: { readonly drawers: readonly DrawerSummary[] }) {
  if (drawers.length === 0) return null;
  return (
    <Notice tone="warn">
      Never closed:{" "}
      {drawers.map((one, index) => (
        <span key={one.drawerId}>
          {index > 0 && ", "}
          <Link to="/drawer/$drawerId" params={{ drawerId: one.drawerId }} className="p-anchor">
            {formatWeekday(one.day)}
          </Link>
        </span>
      ))}
      . Count and close {drawers.length === 1 ? "it" : "them"} first.
    </Notice>
  );
}

function ClosedToday({ drawers }: { readonly drawers: readonly DrawerSummary[] }) {
  const [last] = drawers;
  if (!last) return null;
  return (
    <Notice tone="ok">
      Closed today:{" "}
      {drawers.map((one, index) => (
        <span key={one.drawerId}>
          {index > 0 && ", "}
          <Link to="/drawer/$drawerId" params={{ drawerId: one.drawerId }} className="p-anchor">
            {drawerTitle(one)}
          </Link>
        </span>
      ))}
      . What is taken now goes into the next drawer.
    </Notice>
  );
}

/** An open drawer, of whoever may close it. */
export function OpenDrawer({ of }: { readonly of: Drawer }) {
  return (
    <div className="m-split m-drawer">
      <section className="w-panel m-stack" aria-label={drawerTitle(of)}>
        <h2 className="m-title">
          {drawerTitle(of)}, {formatWeekday(of.day)}
        </h2>
        {!of.countedIn && of.mine && (
          <Notice tone="warn">A payment opened this drawer. Say the float that lay in it when the day began.</Notice>
        )}
        {of.mine && <FloatOf key={of.drawerId} of={of} />}
        <DrawerLines of={of} />
        <PayOut of={of} />
      </section>
      <CloseDrawer key={of.drawerId} of={of} />
    </div>
  );
}

/** What it began with; said once, it is corrected on purpose. */
function FloatOf({ of }: { readonly of: Drawer }) {
  const { today } = useSession();
  const [open, setOpen] = useState(() => hasDraft(floatDraft(today)));
  // The float that is said is of today's drawer.
  const correctable = of.day === today;
  if (correctable && (open || !of.countedIn))
    return <Float begin={of.openingFloat} action="Save the float" onDone={() => setOpen(false)} />;
  return (
    <div className="m-row">
      <span>
        Opening float <b>{formatCents(of.openingFloat)}</b>
      </span>
      {correctable && (
        <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
          Correct
        </Button>
      )}
    </div>
  );
}

const floatDraft = (today: string) => `drawer-float:${today}`;

interface FloatProps {
  readonly begin: number;
  readonly action: string;
  readonly onDone?: () => void;
}

function Float({ begin, action, onDone }: FloatProps) {
  const open = useCommand("billing", "openDrawer");
  const { today } = useSession();
  const of = useCommandForm({
    draft: floatDraft(today),
    initialValues: { openingFloat: begin as number | null },
    schema: drawerOperations.openDrawer.input,
    toInput: (values) => values,
    command: open,
    onDone: () => {
      say("The float is kept.");
      onDone?.();
    },
  });
  return (
    <CommandForm of={of} label="Opening float" action={action} size="xs" className="m-float">
      <MoneyInput size="xs" label="Opening float" {...of.form.getInputProps("openingFloat")} />
    </CommandForm>
  );
}
