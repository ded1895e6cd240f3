/**
 * What people look at: tables of text, plots of lines, sheets of pictures. No computing of results
 * may live here, and no command line. Start reading at {@link org.metasparse.report.LinePlot}, then
 * {@link org.metasparse.report.ContactSheet}.
 */
package org.metasparse.report;
