import { Text, Title } from "@mantine/core";
import { learningHelp } from "@practicum/curriculum/help/learning";

/** What a lesson is, how much help there is, and what comes back when. Folded: whoever wants to begin, begins. */
export default function HowLearningWorks() {
  return (
    <div className="s-orientation">
      <details>
        <summary>
          How learning here works
          <Text size="sm" c="dimmed" component="span">
            {" "}
            lessons, help, reviews, a whole day
          </Text>
        </summary>
        {learningHelp.map(({ title, lines }) => (
          <section key={title} className="s-part">
            <Title order={4} size="h6">
              {title}
            </Title>
            {lines.map((line) => (
              <Text key={line} size="sm" mb={4}>
                {line}
              </Text>
            ))}
          </section>
        ))}
      </details>
    </div>
  );
}
