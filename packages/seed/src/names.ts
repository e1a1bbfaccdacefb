/** Made-up people: common names of San Diego, put together by chance. */
export const familyNames = (
  "Aguilar Alvarado Anderson Arroyo Bautista Becker Bennett Brennan Cabrera Campbell Castillo Cervantes Chavez Collins Contreras Cooper Cruz Dang Delgado Diaz " +
  "Dominguez Edwards Espinoza Estrada Fisher Fletcher Flores Foster Fuentes Gallagher Garcia Gibson Gomez Gonzales Gray Guerrero Gutierrez Hall Hamilton Harris " +
  "Hernandez Herrera Ho Hoang Hughes Ibarra Jackson Jimenez Johnson Kaplan Keller Kelly Khan Lam Lee Lopez Luna Macias Marquez Martin Martinez Medina Mejia Mendoza " +
  "Meyer Miller Molina Montoya Morales Moreno Morgan Murphy Navarro Nguyen Novak Nunez Ochoa Oconnor Olson Ortega Ortiz Padilla Palmer Park Parker Patterson Pena " +
  "Perez Peterson Pham Phillips Quintero Ramos Reyes Reynolds Rios Rivera Robinson Rodriguez Rojas Romero Rosales Ruiz Salazar Sanchez Sandoval Santos Schmidt Shah " +
  "Silva Singh Solis Soto Stewart Sullivan Tanaka Taylor Torres Tran Trujillo Turner Valdez Vargas Vasquez Vega Villanueva Walker Ward Watson Weber White Wong Yamada Young Zamora"
).split(" ");

export const givenNames = {
  female:
    "Adriana Alicia Amelia Ana Angela Anna Aurora Beatriz Brianna Camila Carmen Caroline Cecilia Charlotte Claudia Cynthia Daniela Diana Dolores Elizabeth Ellen Emily Esther Eva Fatima Florence Gabriela Gloria Grace Hannah Helen Irene Isabel Jasmine Josefina Julia Karen Laura Leticia Linda Lucia Lupe Maria Mai Margaret Marisol Mia Monica Nancy Natalia Norma Olivia Patricia Paula Rachel Rosa Ruth Sandra Silvia Sofia Susana Teresa Thuy Valeria Veronica Victoria Yolanda".split(
      " ",
    ),
  male: "Aaron Adrian Alberto Alejandro Andrew Anthony Antonio Arturo Benjamin Brandon Carlos Cesar Charles Christian Daniel David Diego Eduardo Edward Emilio Eric Ernesto Felix Fernando Francisco Frank Gabriel George Gustavo Hector Henry Hugo Ian Ismael Jacob James Javier Jesus Joaquin Joel John Jorge Jose Juan Julian Kevin Leo Luis Marco Martin Mateo Michael Miguel Minh Nathan Nicolas Oscar Pablo Paul Rafael Ramon Raul Ricardo Robert Roberto Ruben Samuel Sergio Steven Thomas Tomas Victor William".split(
    " ",
  ),
} as const;

export const streets =
  "Adams Balboa Cass Diamond Emerald Felspar Grand Hornblend Ingraham Jewell Kendall Lamont Morrell Noyes Olney Palm Quincy Reed Sapphire Thomas Utah Vista Wilbur Yarrow".split(
    " ",
  );
export const cities = [
  ["San Diego", "92109"],
  ["San Diego", "92117"],
  ["San Diego", "92104"],
  ["Chula Vista", "91910"],
  ["Chula Vista", "91911"],
  ["National City", "91950"],
  ["La Mesa", "91942"],
] as const;
