import { Button, Checkbox, Chip, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { Specialty } from "@practicum/contracts/charting/referrals";
import {
  testKind,
  testOrderOperations,
  testPriority,
  testSide,
  type TestItem,
  type TestKind,
  type TestPriority,
  type TestSide,
} from "@practicum/contracts/charting/test-orders";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useKeys } from "@practicum/ui/keys.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import "../../../chart/chart.css";
import { failedText } from "../../../chart/failed-text.ts";
import { priorityWords } from "../../../chart/tests/test-words.ts";
import "../../../chart/tests/tests.css";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { everyPage } from "../../../lists/every-page.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";

/** A test in the basket. */
interface Wanted {
  readonly orderId: string;
  readonly item: string;
  readonly side: TestSide | null;
}

interface Basket {
  readonly tests: readonly Wanted[];
  readonly diagnoses: readonly string[];
  readonly priority: TestPriority;
  readonly fasting: boolean;
  readonly comment: string;
  /** Where each kind goes; null is not chosen. */
  readonly performers: { readonly [K in TestKind]: string | null };
}

/** Orders laboratory tests and imaging studies in the open note: what is typed and taken with Enter goes into the basket, the basket is ordered whole. */
export function OrderTestsDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const encounter = useQuery({
    ...trpc.charting.getEncounter.queryOptions({ encounterId: about ?? "" }),
    enabled: about !== null,
  });
  const items = useQuery({ ...trpc.charting.testItems.queryOptions({}), staleTime: Infinity });
  if (about === null) return <EmptyState title="No note is open">Open a note first.</EmptyState>;
  const failed = encounter.error ?? items.error;
  if (failed)
    return (
      <ErrorState
        what="The tests"
        message={errorText(failed)}
        onRetry={() => void Promise.all([encounter.refetch(), items.refetch()])}
      />
    );
  if (!encounter.data || !items.data) return <LoadingState rows={6} />;
  if (encounter.data.status !== "open") return <Notice tone="info">This note is signed; order in a new visit.</Notice>;
  return <BasketForm encounter={encounter.data} items={items.data} onDone={onDone} />;
}

interface FormProps {
  readonly encounter: Encounter;
  readonly items: readonly TestItem[];
  readonly onDone: () => void;
}

function BasketForm({ encounter, items, onDone }: FormProps) {
  const { encounterId, patientId, diagnoses } = encounter;
  const wrong = useDockPatient(patientId);
  const [only, other] = diagnoses;
  const [basket, setBasket, clear, kept] = useDraft<Basket>(`tests:${encounterId}`, {
    tests: [],
    diagnoses: only && !other ? [only.code] : [],
    priority: "routine",
    fasting: false,
    comment: "",
    performers: { laboratory: null, imaging: null },
  });
  const [problem, setProblem] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const order = useCommand("charting", "orderTests");
  const { tests } = basket;
  const change = (next: Partial<Basket>) => setBasket({ ...basket, ...next });
  const add = (item: TestItem) => {
    if (tests.some((one) => one.item === item.key)) return;
    const wanted = { orderId: newId<"test-order">(), item: item.key, side: null };
    change({ tests: [...tests, wanted], fasting: basket.fasting || item.fasting });
  };
  const submit = async () => {
    if (wrong || order.pending || tests.length === 0) return;
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    const input = inputOf(encounter, basket, items);
    const checked = testOrderOperations.orderTests.input.safeParse(input);
    if (!checked.success) return setProblem(checked.error.issues.map((issue) => issue.message).join(" "));
    setProblem(null);
    const result = await order.run(input);
    if (!result.ok) return setProblem(result.error.fields?.[0]?.message ?? failedText(result.error, "order"));
    clear();
    onDone();
    say(tests.length === 1 ? "The test is ordered." : `${tests.length} tests are ordered.`);
  };
  const onKeyDown = useKeys({ "mod+Enter": submit });
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a shortcut to the button inside
    <div ref={frame} onKeyDown={onKeyDown}>
      <Stack gap="sm">
        {wrong && <Notice tone="warn">The page shows another patient than this order.</Notice>}
        <RestoredNotice draft={kept} />
        <TestChoice items={items} taken={tests.map((one) => one.item)} onPick={add} />
        {tests.length > 0 && (
          <>
            <Chosen tests={tests} items={items} onChange={(next) => change({ tests: next })} />
            <Particulars encounter={encounter} items={items} basket={basket} onChange={change} />
            {problem && (
              <Notice tone="danger" role="alert">
                {problem}
              </Notice>
            )}
            <Group gap="sm">
              <Button loading={order.pending} disabled={wrong} onClick={() => void submit()}>
                {tests.length === 1 ? "Order it" : `Order ${tests.length} tests`}
              </Button>
              <span className="c-dim">Signed with the note.</span>
            </Group>
          </>
        )}
      </Stack>
    </div>
  );
}

function inputOf({ encounterId, patientId }: Encounter, basket: Basket, items: readonly TestItem[]) {
  const { tests, diagnoses, priority, fasting, comment, performers } = basket;
  return {
    encounterId,
    patientId,
    orders: tests.map((one) => {
      const kind = items.find((item) => item.key === one.item)?.kind ?? "laboratory";
      return {
        ...one,
        diagnoses: [...diagnoses],
        priority,
        fasting: fasting && kind === "laboratory",
        comment: comment.trim(),
        performerId: performers[kind],
      };
    }),
  };
}

interface ChosenProps {
  readonly tests: readonly Wanted[];
  readonly items: readonly TestItem[];
  readonly onChange: (tests: readonly Wanted[]) => void;
}

const sideLabels = { left: "Left", right: "Right", both: "Both" } as const;

/** The basket: a study of one of two says which side. */
function Chosen({ tests, items, onChange }: ChosenProps) {
  return (
    <ul className="t-basket" aria-label="Basket">
      {tests.map((one) => {
        const item = items.find(({ key }) => key === one.item);
        const label = item?.label ?? one.item;
        return (
          <li key={one.orderId}>
            <b>{label}</b>
            {item?.specimen && <span className="c-dim">{item.specimen}</span>}
            {item?.sided && (
              <SegmentedControl
                aria-label={`Side of ${label}`}
                size="xs"
                data={testSide.options.map((value) => ({ value, label: sideLabels[value] }))}
                value={one.side ?? ""}
                onChange={(value) =>
                  onChange(tests.map((old) => (old === one ? { ...old, side: testSide.parse(value) } : old)))
                }
              />
            )}
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => onChange(tests.filter((old) => old !== one))}
            >
              Remove<span className="p-visually-hidden"> {label}</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

interface ParticularsProps {
  readonly encounter: Encounter;
  readonly items: readonly TestItem[];
  readonly basket: Basket;
  readonly onChange: (next: Partial<Basket>) => void;
}

/** For which diagnoses, how urgent, and where to: of the whole basket. */
function Particulars({ encounter, items, basket, onChange }: ParticularsProps) {
  const { diagnoses } = encounter;
  const kinds = testKind.options.filter((kind) =>
    basket.tests.some((one) => items.find(({ key }) => key === one.item)?.kind === kind),
  );
  return (
    <>
      <div role="group" aria-label="For">
        <div className="c-dim">For which diagnoses of the note</div>
        {diagnoses.length === 0 && <div>None is in the note yet: the order asks for one before the signature.</div>}
        <Chip.Group multiple value={[...basket.diagnoses]} onChange={(chosen) => onChange({ diagnoses: chosen })}>
          <Group gap={6} className="t-chips">
            {diagnoses.map(({ code, label }) => (
              <Chip key={code} value={code} size="xs">
                {code} {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      <Group gap="md">
        <SegmentedControl
          aria-label="Priority"
          size="xs"
          data={testPriority.options.map((value) => ({ value, label: priorityWords[value] }))}
          value={basket.priority}
          onChange={(value) => onChange({ priority: testPriority.parse(value) })}
        />
        {kinds.includes("laboratory") && (
          <Checkbox
            label="Fasting"
            checked={basket.fasting}
            onChange={(event) => onChange({ fasting: event.currentTarget.checked })}
          />
        )}
      </Group>
      {kinds.map((kind) => (
        <Performer
          key={kind}
          kind={kind}
          value={basket.performers[kind]}
          onChange={(performerId) => onChange({ performers: { ...basket.performers, [kind]: performerId } })}
        />
      ))}
      <TextInput
        label="Comment for the laboratory or center"
        maxLength={200}
        value={basket.comment}
        onChange={(event) => onChange({ comment: event.currentTarget.value })}
      />
    </>
  );
}

const performerOf: { readonly [K in TestKind]: { readonly specialty: Specialty; readonly label: string } } = {
  laboratory: { specialty: "laboratory", label: "To which laboratory" },
  imaging: { specialty: "imaging", label: "To which imaging center" },
};
const PAGE = 200;

/** One of the practice's directory; where there is one alone, that one. */
function Performer(props: {
  readonly kind: TestKind;
  readonly value: string | null;
  readonly onChange: (performerId: string | null) => void;
}) {
  const { kind, value, onChange } = props;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { specialty, label } = performerOf[kind];
  const asked = { text: "", specialty, show: "in-use", before: null, limit: PAGE } as const;
  const found = useQuery({
    queryKey: [...trpc.charting.outsideProviders.queryKey(asked), "every"],
    queryFn: ({ signal }) =>
      everyPage(
        (before) => client.charting.outsideProviders.query({ ...asked, before }, { signal }),
        (page) => page.providers,
      ),
  });
  const offices = found.data ?? [];
  const [first, second] = offices;
  const usual = first && !second ? first.outsideProviderId : null;
  useEffect(() => {
    if (value === null && usual !== null) onChange(usual);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when it is known that there is one alone
  }, [usual]);
  if (found.isError)
    return <ErrorState what="The directory" message={errorText(found.error)} onRetry={() => void found.refetch()} />;
  return (
    <ChoiceList
      label={label}
      placeholder={offices.length === 0 ? "None is in the directory of outside offices" : "As the patient chooses"}
      clearable
      data={offices.map((one) => ({
        value: one.outsideProviderId,
        label: one.name,
        words: [one.practice, one.npi ?? ""].filter((word) => word !== ""),
      }))}
      value={value}
      onChange={onChange}
    />
  );
}

interface ChoiceProps {
  readonly items: readonly TestItem[];
  readonly taken: readonly string[];
  readonly onPick: (item: TestItem) => void;
}

/** Typed words narrow it, Enter takes the first; without words the panels are offered. */
function TestChoice({ items, taken, onPick }: ChoiceProps) {
  const [text, setText] = useState("");
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setTimeout(() => search.current?.focus());
  }, []);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = items.filter((one) => {
    const inside = `${one.label} ${one.keywords} ${one.group}`.toLowerCase();
    return words.every((word) => inside.includes(word)) && !taken.includes(one.key);
  });
  // What was asked for by its own short name comes first: "tsh" is TSH, and not the panel that has it, too.
  const ranked = fitting.toSorted((a, b) => Number(named(b, words)) - Number(named(a, words)));
  const shown = words.length === 0 ? ranked.filter((one) => one.group === "Panels") : ranked;
  const groups = [...new Set(shown.map((one) => one.group))];
  const pick = (item: TestItem) => {
    onPick(item);
    setText("");
    search.current?.focus();
  };
  return (
    <>
      <TextInput
        ref={search}
        label="Test, panel or study"
        placeholder="Name or code: cbc, lipids, knee"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !first || words.length === 0) return;
          event.preventDefault();
          pick(first);
        }}
      />
      {shown.length === 0 && <div className="c-dim">Nothing of that name is on the list.</div>}
      {groups.map((group) => (
        <div key={group} role="group" aria-label={group}>
          <div className="c-dim">{group}</div>
          <Group gap={6}>
            {shown
              .filter((one) => one.group === group)
              .map((one) => (
                <Button key={one.key} size="compact-sm" variant="default" onClick={() => pick(one)}>
                  {one.label}
                </Button>
              ))}
          </Group>
        </div>
      ))}
    </>
  );
}

function named({ key, label, keywords }: TestItem, words: readonly string[]): boolean {
  const own = new Set([key, label.toLowerCase(), ...keywords.split(" ")]);
  return words.some((word) => own.has(word));
}
