import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { useCommand } from "../../api/use-command.ts";
import { useSession } from "../../session/session-context.ts";
import { offerUndo, say, sayError } from "../../shell/undo.tsx";
import { CampaignForm } from "./campaign-form.tsx";
import { CampaignFrame } from "./campaign-frame.tsx";
import type { Campaign } from "./outreach-words.ts";

/** The words of the calls, and the rules by which people are called. */
export function RulesPage() {
  const session = useSession();
  const mayManage = session.can("outreach.manage");
  return (
    <CampaignFrame actions={(of) => mayManage && <EndCampaign of={of} />}>
      {(of) => (
        <div className="or-stack">
          <p className="or-dim">
            Script version {of.script.version}, by {of.script.by} on{" "}
            {formatDate(dateIn(of.script.at, session.timeZone))}. Each attempt names the version that was read.
          </p>
          {mayManage ? <CampaignForm key={of.version} of={of} onDone={() => undefined} /> : <ReadRules of={of} />}
        </div>
      )}
    </CampaignFrame>
  );
}

function EndCampaign({ of }: { readonly of: Campaign }) {
  const open = useCommand("messaging", "openCampaign");
  const { campaignId } = of;
  const again = async (version: number) => {
    const result = await open.run({ campaignId, version, open: true });
    if (result.ok) say("The campaign goes on.");
    else sayError(describeError(result.error));
  };
  const end = async () => {
    const result = await open.run({ campaignId, version: of.version, open: false });
    if (!result.ok) return sayError(describeError(result.error));
    offerUndo("The campaign is over: nobody of it is called.", () => void again(result.value.version));
  };
  return of.open ? (
    <Button size="xs" variant="default" loading={open.pending} onClick={() => void end()}>
      End the campaign
    </Button>
  ) : (
    <Button size="xs" loading={open.pending} onClick={() => void again(of.version)}>
      Take it up again
    </Button>
  );
}

function ReadRules({ of }: { readonly of: Campaign }) {
  return (
    <>
      <dl className="or-facts">
        <dt>Why they are called</dt>
        <dd>{of.purpose || "—"}</dd>
        <dt>Calling hours</dt>
        <dd>
          {formatTime(of.callFrom)} to {formatTime(of.callUntil)}
          {of.weekends ? ", every day" : ", Monday to Friday"}
        </dd>
        <dt>Attempts</dt>
        <dd>
          {of.maxAttempts} at most, {of.pauseHours} hours between two
        </dd>
      </dl>
      <p className="or-script" lang="en">
        {of.script.en}
      </p>
      {of.script.es && (
        <p className="or-script" lang="es">
          {of.script.es}
        </p>
      )}
    </>
  );
}
