import { Button, Popover, Stack, TextInput } from "@mantine/core";
import {
  sensitiveClass,
  sensitiveClassLabels,
  type SensitiveClass,
} from "@practicum/contracts/charting/sensitive-classes";
import { roleLabels } from "@practicum/contracts/permission";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { IconShieldHalfFilled, IconShieldLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../api/command-id.ts";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand, type CommandOutput } from "../../api/use-command.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { whenText } from "../when-text.ts";
import { sensitiveSentence, shortClass } from "./sensitive-words.ts";
import "./sensitive.css";

interface Props {
  readonly patientId: string;
  readonly factId: string;
  /** Of the fact: "Why can I see penicillin?" */
  readonly name: string;
}

/** The mark of a fact that is kept apart; behind it why one sees it, and setting or lifting its classes. */
export function FactMark({ patientId, factId, name }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const [open, setOpen] = useState(false);
  const may = session.can("chart.read");
  const parts = useQuery({ ...trpc.charting.sensitiveParts.queryOptions({ patientId }), enabled: may });
  if (!parts.data) return null;
  const classes = parts.data.facts.find((one) => one.factId === factId)?.classes ?? [];
  const words = classes.map((one) => shortClass[one.class]).join(", ");
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={340} trapFocus shadow="md">
      <Popover.Target>
        <Button
          className="s-mark"
          variant={classes.length > 0 ? "light" : "subtle"}
          color={classes.length > 0 ? "grape" : "gray"}
          size="compact-xs"
          aria-label={words === "" ? `Why can I see ${name}?` : `${words}: why can I see ${name}?`}
          leftSection={classes.length > 0 ? <IconShieldLock size={14} aria-hidden /> : null}
          onClick={() => setOpen(!open)}
        >
          {classes.length > 0 ? words : <IconShieldHalfFilled size={14} aria-hidden />}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {open && <WhyOfFact patientId={patientId} factId={factId} name={name} onDone={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function WhyOfFact({ patientId, factId, name, onDone }: Props & { readonly onDone: () => void }) {
  const trpc = useTRPC();
  const access = useQuery(trpc.charting.factAccess.queryOptions({ patientId, factId }));
  if (access.isError) return <Notice tone="danger">{errorText(access.error)}</Notice>;
  if (!access.data) return <LoadingState rows={2} />;
  return (
    <Stack gap="xs">
      <b>Why can I see {name}?</b>
      <Reasons access={access.data} />
      <SetClasses patientId={patientId} factId={factId} access={access.data} onDone={onDone} />
    </Stack>
  );
}

type Access = CommandOutput<"charting", "factAccess">;

function Reasons({ access }: { readonly access: Access }) {
  const session = useSession();
  const roles = session.staff.roles.map((one) => roleLabels[one]).join(", ");
  const moment = (at: Parameters<typeof whenText>[1]) => whenText(session, at);
  if (access.classes.length === 0)
    return (
      <p className="s-line">It is no sensitive part: your role ({roles}) reads charts, and this one opens to you.</p>
    );
  return (
    <ul className="w-plain-list">
      {access.classes.map((one) => (
        <li key={one.class}>
          <b>{sensitiveClassLabels[one.class]}</b>: {one.because}
          {one.by !== null && one.at !== null && ` (${one.by}, ${moment(one.at)})`}.{" "}
          {access.why
            .filter((why) => why.class === one.class)
            .flatMap((why) => why.why.map((reason) => sensitiveSentence(reason, roles, moment)))
            .join(" ")}
        </li>
      ))}
    </ul>
  );
}

/** Each class is one press; the reason stands there to begin with, and can be said in other words before. */
function SetClasses(props: {
  readonly patientId: string;
  readonly factId: string;
  readonly access: Access;
  readonly onDone: () => void;
}) {
  const { patientId, factId, access, onDone } = props;
  const session = useSession();
  const save = useCommand("charting", "setFactClass");
  const [reason, setReason] = useState("");
  if (!session.can("sensitive.set")) return null;
  const borne = new Set(access.classes.map((one) => one.class));
  const run = async (of: SensitiveClass) => {
    const says = borne.has(of) ? ("lifted" as const) : ("set" as const);
    const baseVersion = Math.max(0, ...access.said.filter((one) => one.class === of).map((one) => one.version));
    const words = reason.trim() || (says === "set" ? "It is of this class" : "It is not of this class");
    const done = await save.run({
      entryId: newId<"fact-class">(),
      patientId,
      factId,
      class: of,
      says,
      reason: words,
      baseVersion,
    });
    if (!done.ok) return;
    say(says === "set" ? "Kept apart from now on." : "It is no sensitive part any more.");
    onDone();
  };
  return (
    <Stack gap={6}>
      <TextInput
        size="xs"
        label="Reason, if there is more to say"
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {sensitiveClass.options.map((one) => (
        <Button
          key={one}
          size="xs"
          variant="default"
          loading={save.pending}
          disabled={borne.has(one) && !access.mayLift}
          onClick={() => void run(one)}
        >
          {borne.has(one) ? `Lift: ${sensitiveClassLabels[one]}` : `Mark as ${sensitiveClassLabels[one]}`}
        </Button>
      ))}
      {borne.size > 0 && !access.mayLift && <p className="s-line">Who treats the patient lifts a mark.</p>}
      {save.error && (
        <Notice tone="danger" role="alert">
          {errorText(save.error)}
        </Notice>
      )}
    </Stack>
  );
}
