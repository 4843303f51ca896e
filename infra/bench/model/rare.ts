/**
 * Interleavings that are met too seldom to be drawn anew in every test, as `fast-check` shrank them: by name of the mutant
 * they break, each with how many were drawn before it. On the product's own deciders they break nothing. Whoever changes what a
 * walk draws finds them anew by `npm run bench -- model`, which draws until each mutant is caught.
 */
export const RARE: Record<string, number[]> = {
  // 120,876
  'thread of a draft not compared': [
    0, 109, 0, 108, 157, 0, 0, 61, 0, 0, 61, 0, 0, 0, 111, 0, 13, 0, 12, 0, 0, 0, 0, 0, 0, 0, 61, 0, 0, 234,
    110, 0, 0, 0, 0, 0, 34, 2, 229, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ],
  // 73,659
  'echo of a held message judged with another send': [
    53, 61, 0, 37, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 34, 2, 0, 0, 0, 0, 236, 0, 0, 0, 113, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 204, 0, 0, 0, 0, 0, 0, 0, 63, 0, 0, 0, 0, 109, 0,
  ],
  // 1,152,632
  'a run releases a newer claim of the same message': [
    75, 229, 0, 232, 0, 85, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 182, 0, 0, 85, 37, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 113, 0, 0, 82, 0, 73, 82, 139, 0, 93, 0, 0, 154, 12, 0, 0, 0, 0,
  ],
  // 2,008,791
  'accepted after it was asked': [
    193, 205, 0, 253, 0, 0, 0, 0, 15, 106, 28, 213, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 202, 20, 0, 0, 43, 187,
    33, 0, 0, 0, 0, 0, 93, 0, 0, 0, 191,
  ],
}
