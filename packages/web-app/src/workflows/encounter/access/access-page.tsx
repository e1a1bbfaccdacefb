import { Button, Group } from "@mantine/core";
import { roleLabels } from "@practicum/contracts/permission";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { GlassForm } from "../../../patient/shut-chart.tsx";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import "../encounter.css";
import { reasonSentence, classWords } from "./access-words.ts";
import { LiftForm } from "./lift-form.tsx";
import { Openings } from "./openings.tsx";
import { SensitiveSection } from "./sensitive-section.tsx";
import { RestrictForm, type Restriction } from "./restrict-form.tsx";

/** Why one sees this chart or not, who restricted it, and who opened it all the same. */
export function AccessPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const access = useQuery(trpc.charting.chartAccess.queryOptions({ patientId }));
  const session = useSession();
  const moment = useMoment();
  const roles = session.staff.roles.map((one) => roleLabels[one]).join(", ");
  return (
    <Page title="Who may open this chart">
      {access.isError && (
        <ErrorState what="Who may open it" message={errorText(access.error)} onRetry={() => void access.refetch()} />
      )}
      {access.isPending && <LoadingState rows={4} />}
      {access.data && (
        <div className="e-access">
          <section aria-label="Why">
            <h2 className="e-access-title">{access.data.mayOpen ? "Why can I see this?" : "Why can't I see this?"}</h2>
            <ul className="w-plain-list">
              {access.data.why.map((one) => (
                <li key={one.kind}>{reasonSentence(one, roles, moment)}</li>
              ))}
            </ul>
            {session.can("audit.read") && (
              <Link to="/admin/audit" search={{ patient: patientId }} className="p-anchor">
                Everybody who opened or changed it
              </Link>
            )}
          </section>
          {access.data.mayBreakGlass && <GlassForm patientId={patientId} />}
          {access.data.mayOpen && <SensitiveSection patientId={patientId} />}
          <Restrictions patientId={patientId} access={access.data} />
          {access.data.openings !== null && session.can("glass.read") && <Openings patientId={patientId} />}
        </div>
      )}
    </Page>
  );
}

function useMoment() {
  const { timeZone } = useSession();
  return (at: Instant) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
}

interface Access {
  readonly restricted: boolean;
  readonly restrictions: readonly Restriction[];
  readonly mayRestrict: boolean;
}

type Editing = { readonly what: "new" } | { readonly what: "change" | "lift"; readonly id: string } | null;

function Restrictions({ patientId, access }: { readonly patientId: string; readonly access: Access }) {
  const [editing, setEditing] = useState<Editing>(null);
  const { restricted, restrictions, mayRestrict } = access;
  const close = () => setEditing(null);
  return (
    <section aria-label="Restrictions">
      <h2 className="e-access-title">Restrictions</h2>
      {!restricted && <p>This chart is not restricted: everybody who treats patients here may open it.</p>}
      {restricted && restrictions.length === 0 && (
        <p>Only those who may open the chart are told who restricted it, and why.</p>
      )}
      {restrictions.map((one) => {
        const mine =
          editing !== null && editing.what !== "new" && editing.id === one.restrictionId ? editing.what : null;
        return (
          <div key={one.restrictionId} className="e-restriction">
            <RestrictionFacts restriction={one} />
            {mine === "change" && <RestrictForm patientId={patientId} before={one} taken={[]} onClose={close} />}
            {mine === "lift" && <LiftForm patientId={patientId} restrictionId={one.restrictionId} onClose={close} />}
            {mayRestrict && mine === null && (
              <Group gap="xs" mt="xs">
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setEditing({ what: "change", id: one.restrictionId })}
                >
                  Change
                </Button>
                <Button size="xs" variant="default" onClick={() => setEditing({ what: "lift", id: one.restrictionId })}>
                  Lift
                </Button>
              </Group>
            )}
          </div>
        );
      })}
      {mayRestrict && editing?.what === "new" && (
        <RestrictForm
          patientId={patientId}
          before={null}
          taken={restrictions.map((one) => one.class)}
          onClose={close}
        />
      )}
      {mayRestrict && editing === null && restrictions.length < Object.keys(classWords).length && (
        <Button
          size="xs"
          variant={restrictions.length === 0 ? "filled" : "default"}
          onClick={() => setEditing({ what: "new" })}
        >
          {restrictions.length === 0 ? "Restrict this chart" : "Add another restriction"}
        </Button>
      )}
    </section>
  );
}

function RestrictionFacts({ restriction }: { readonly restriction: Restriction }) {
  const moment = useMoment();
  const { shuts, people, roles, reason } = restriction;
  const names = [...people.map((one) => one.name), ...roles.map((one) => `everybody with the role ${roleLabels[one]}`)];
  return (
    <dl className="w-facts">
      <dt>Because</dt>
      <dd>
        {classWords[restriction.class]}. {reason}
      </dd>
      <dt>{shuts === "named" ? "Keeps out" : "Lets in"}</dt>
      <dd>{shuts === "named" ? names.join("; ") : ["Who treats the patient", ...names].join("; ")}</dd>
      <dt>Restricted by</dt>
      <dd>
        {restriction.by}, {moment(restriction.since)}
      </dd>
    </dl>
  );
}
