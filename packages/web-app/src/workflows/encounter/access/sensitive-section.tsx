import { sensitiveClassLabels } from "@practicum/contracts/charting/sensitive-classes";
import { roleLabels } from "@practicum/contracts/permission";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { sensitiveSentence } from "../../../chart/sensitive/sensitive-words.ts";
import { whenText } from "../../../chart/when-text.ts";
import { GlassForm } from "../../../patient/shut-chart.tsx";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { useSession } from "../../../session/session-context.ts";
import { ConsentsPanel } from "./consents-panel.tsx";

/** Which sensitive parts of charts open here, whether there are any or not; opening the others, and consents. */
export function SensitiveSection({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const session = useSession();
  const parts = useQuery(trpc.charting.sensitiveParts.queryOptions({ patientId }));
  const [opening, setOpening] = useState(() => hasDraft(`parts:${patientId}`));
  const roles = session.staff.roles.map((one) => roleLabels[one]).join(", ");
  if (!parts.data) return null;
  return (
    <>
      <section aria-label="Sensitive parts">
        <h2 className="e-access-title">Sensitive parts</h2>
        <p>What you would see of each, whether this chart has any or not.</p>
        <dl className="w-facts">
          {parts.data.classes.map((one) => (
            <Fragment key={one.class}>
              <dt>{sensitiveClassLabels[one.class]}</dt>
              <dd>
                {one.why.length === 0
                  ? "Not shown to you."
                  : one.why.map((why) => sensitiveSentence(why, roles, (at) => whenText(session, at))).join(" ")}
              </dd>
            </Fragment>
          ))}
        </dl>
        {parts.data.mayOpen && !opening && (
          <Button size="xs" variant="default" mt="xs" onClick={() => setOpening(true)}>
            Open what is not shown…
          </Button>
        )}
        {parts.data.mayOpen && opening && <GlassForm patientId={patientId} partsOnly />}
      </section>
      <ConsentsPanel patientId={patientId} />
    </>
  );
}
