/**
 * A medium that metasparse does not know: measurements in time, in CSV files. It shows what a
 * stranger's jar has to bring, and nothing but {@code FifthMediumIT} uses it. Start reading at
 * {@link org.metasparse.series.SeriesMedium}.
 */
package org.metasparse.series;
