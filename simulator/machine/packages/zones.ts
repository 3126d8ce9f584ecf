/** Time zones whose files are placed by name when tzdata is installed: capitals and other places that Dockerfiles name. The rest of the package is one file. */
export const zones: readonly string[] = [
  ...names('Africa', 'Cairo Casablanca Johannesburg Lagos Nairobi'),
  ...names(
    'America',
    'Argentina/Buenos_Aires Bogota Chicago Denver Halifax Lima Los_Angeles Mexico_City New_York Phoenix Santiago Sao_Paulo Toronto Vancouver',
  ),
  ...names(
    'Asia',
    'Bangkok Dhaka Dubai Ho_Chi_Minh Hong_Kong Istanbul Jakarta Jerusalem Karachi Kolkata Kuala_Lumpur Manila Riyadh Seoul Shanghai Singapore Taipei Tehran Tokyo',
  ),
  ...names('Australia', 'Adelaide Brisbane Melbourne Perth Sydney'),
  ...names('Etc', 'GMT UTC'),
  ...names(
    'Europe',
    'Amsterdam Athens Berlin Brussels Bucharest Budapest Copenhagen Dublin Helsinki Istanbul Kiev Kyiv Lisbon London Luxembourg Madrid Minsk Moscow Oslo Paris Prague Rome Sofia Stockholm Vienna Vilnius Warsaw Zagreb Zurich',
  ),
  ...names('Pacific', 'Auckland Honolulu'),
  ...names('US', 'Central Eastern Pacific'),
  'GMT',
  'UTC',
]

/** Bytes that one of them takes; between 114 (UTC) and 3.5 kB in reality. */
export const zoneBytes = 1500

function names(area: string, places: string): readonly string[] {
  return places.split(' ').map((place) => `${area}/${place}`)
}
